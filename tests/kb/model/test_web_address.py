"""What may become a link."""

import pytest

from kb.model.web_address import web_address_flaw


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org", "http://example.org:8080/x?y=1#z", "https://bücher.example/ü",
        "https://a-b.example.org./", "https://[2001:db8::1]:8080/", "https://127.0.0.1/x",
        "https://doi.org/10.1002/(SICI)1097-0258(19980815)17:15/16%3C1661::AID-SIM968%3E3.0.CO;2-2",
    ],
)  # fmt: skip
def test_addresses_of_the_web_have_no_flaw(url: str) -> None:
    assert web_address_flaw(url) is None


@pytest.mark.parametrize(
    ("url", "flaw"),
    [
        *((url, "form") for url in (
            "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "",
            "java\tscript:alert(1)", "data:text/html,x", "vbscript:x", "//example.org/x",
            "/etc/passwd", "http://", "https:\\\\example.org", "http://[bad",
            "ftp://example.org/x", "https://exa mple.org", "https://example.org/<b>",
            "https:example.org", "https:///example.org",
        )),
        *((url, "user-name") for url in (
            "https://nice.org.uk@evil.example/", "https://a:b@example.org", "https://@example.org",
            "http://user@127.0.0.1/",
        )),
        *((url, "port") for url in (
            "https://example.org:x/", "https://example.org:99999/", "https://example.org:",
            "https://example.org:-1/", "https://example.org:0/", "https://example.org:8o80",
        )),
        *((url, "host") for url in (
            "https://localhost/", "http://intranet", "https://example", "https://.org/",
            "https://example..org", "https://-.org", "https://a_.b-", "https://%00.org",
        )),
    ],
)  # fmt: skip
def test_what_is_wrong_with_others_is_named(url: str, flaw: str) -> None:
    assert web_address_flaw(url) == flaw
