"""Twenty tasks of clinicians, students and patients, on a phone: from the first page, with what a
person would type, to the sentence that answers, within two steps and on the first screen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

import pytest
from playwright.sync_api import BrowserContext, Page, TimeoutError

from browser.chromium import PHONE

Tabs = Callable[..., "tuple[BrowserContext, list[object]]"]
SOON = 10_000  # milliseconds: for a page to load and to scroll to what a link names
OFTEN = 100  # milliseconds from one look to the next: each reads the whole page
VIEW = {"width": PHONE[0], "height": PHONE[1]}
MOST_WORDS = 60  # at the median, before the sentence that answers


@dataclass(frozen=True)
class Task:
    """What is typed, the sentence seen at once, and the one seen after a link, where it takes two
    steps; `suggested` takes the first suggestion.
    """

    typed: str
    seen: str = ""
    link: str = ""
    then: str = ""
    suggested: bool = False


TASKS = (
    Task(
        "cyclobenzaprine beyond three weeks with liver disease",
        "Not recommended in moderate or severe hepatic impairment",
        "Jump to: Cyclobenzaprine → How it is given",
        "Short periods only, up to 2 to 3 weeks",
    ),
    Task(
        "best treatment for function against usual care",
        link="Evidence map: Function compared with usual care",
        then="Moderate effect",
    ),
    Task(
        "yoga or exercise",
        "no clear difference in function has been found between yoga and exercise",
    ),
    Task("NNT of a heat wrap", "No NNT is recorded here for Superficial heat"),
    Task(
        "dose of manipulation",
        "0, 6, 12 or 18 sessions",
        "Jump to: Spinal manipulation → How it is given",
        "About 2 points were gained with every 6 extra sessions",
    ),
    Task(
        "who recommends against TENS",
        "Against: NICE NG59 (England), 2016, strong",
        "Jump to: TENS → Guidelines",
        "Do not offer",
    ),
    Task(
        "tizanidine or cyclobenzaprine",
        "No finding here compares Tizanidine with Cyclobenzaprine directly",
    ),
    Task("opioids long term", "between opioids and non-opioid stepped therapy in the long term"),
    Task(
        "gabapentin for sciatica",
        "In low back pain with sciatica, no finding is recorded here for Gabapentinoids",
    ),
    Task("MRI or not", "routine imaging is not"),
    Task(
        "cite the Cochrane exercise review in APA",
        "Hayden, J. A., Ellis, J., Ogilvie, R.",
        "See it in full",
        "Hayden, J. A., Ellis, J., Ogilvie, R.",
    ),
    Task("massage", link="Study", then="Rated down", suggested=True),
    Task("what is SMD", "in units of how widely people vary"),
    Task("what is MCID", "The smallest difference that people would notice and care about"),
    Task("NNH of muscle relaxants", "one more for every 7.8 treated"),
    Task("core stability", "motor control exercise probably reduces pain in the short term"),
    Task(
        "how often should I exercise",
        "whether a high dose is better than a low one is uncertain",
    ),
    Task("worse after acupuncture", "Emergency care now"),
    Task(
        "when to see a doctor",
        "Check for red flags first",
        "Signs that may mean something serious",
        "You cannot pass urine, or you wet or soil yourself",
    ),
    Task("pregnant and acupuncture", "Pregnancy: tell the practitioner"),
)


# How many words are on the screen before a sentence that can be read without scrolling; -1 where
# it can't.
READ = """sentence => {
  const shown = node => node.parentElement.checkVisibility({visibilityProperty: true});
  const main = document.querySelector("main");
  if (!main) return -1;  // the next page has begun, and none of it is there yet
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    range.selectNodeContents(node);
    if (!shown(node) || range.getBoundingClientRect().bottom <= 0) continue;
    for (let at = 0; at < node.data.length; at++) {
      const one = /\\s/.test(node.data[at]) ? " " : node.data[at];
      if (one === " " && text.endsWith(" ")) continue;
      text += one;
      places.push([node, at]);
    }
    if (!text.endsWith(" ")) { text += " "; places.push([node, node.data.length]); }
  }
  for (let at = text.indexOf(sentence); at >= 0; at = text.indexOf(sentence, at + 1)) {
    range.setStart(...places[at]);
    range.setEnd(...places[at + sentence.length - 1]);
    const box = range.getBoundingClientRect();
    if (box.height && box.top >= 0 && box.bottom <= innerHeight)
      return text.slice(0, at).split(" ").filter(Boolean).length;
  }
  return -1;
}"""
READ_SOON = f"sentence => ({READ})(sentence) + 1"  # true once it can be read


def _words_before(page: Page, sentence: str) -> int:
    """How many words are read before a sentence on the first screen; -1 where it isn't there."""
    try:
        read = page.wait_for_function(READ_SOON, arg=sentence, timeout=SOON, polling=OFTEN)
        return int(read.json_value()) - 1
    except TimeoutError:
        return -1


def _done(page: Page, task: Task) -> tuple[int, ...]:
    """The words before each sentence of a task, done from the first page."""
    found: list[int] = []
    page.goto("/")
    page.get_by_role("combobox").last.fill(task.typed)
    if task.suggested:
        page.get_by_role("option").first.wait_for()
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/interventions/*" if task.suggested else "**/search?q=*")
    if task.seen:
        found.append(_words_before(page, task.seen))
    if task.link:
        page.locator("main").get_by_role("link", name=task.link).first.click()
        found.append(_words_before(page, task.then))
    return tuple(found)


@pytest.fixture(scope="module")
def words_before(tabs: Tabs, address: str) -> dict[Task, tuple[int, ...]]:
    """All tasks, done one after another in one page."""
    context, _ = tabs(base_url=address, reduced_motion="reduce", viewport=VIEW)
    page = context.new_page()
    found = {task: _done(page, task) for task in TASKS}
    page.close()
    return found


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.typed)
def test_a_question_is_answered_on_the_first_screen_within_two_steps(
    words_before: dict[Task, tuple[int, ...]], task: Task
) -> None:
    assert min(words_before[task]) >= 0, words_before[task]


def test_few_words_are_passed_before_the_answer(
    words_before: dict[Task, tuple[int, ...]],
) -> None:
    assert median(map(sum, words_before.values())) < MOST_WORDS
