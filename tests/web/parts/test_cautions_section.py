"""Cautions by kind and origin, as the card and the section show them."""

from factories import a_caution, an_intervention
from kb.model.derived import AppliedCaution
from web.core.links import Link
from web.parts.cautions_section import cautions_section


def test_each_kind_has_its_own_cautions_then_those_of_a_parent_by_name() -> None:
    parent = an_intervention(id="tens", name="TENS")
    ask = AppliedCaution(a_caution())
    hers = AppliedCaution(a_caution(what="Not there"), parent)
    drug = AppliedCaution(a_caution(what="With care", arm="tizanidine"))
    [kind] = cautions_section([ask, hers, drug]).kinds
    assert kind.label.words == "Take care"
    assert [(one.inherited_from, one.arm, one.cautions) for one in kind.lists] == [
        (None, "", (ask.caution,)),
        (Link("TENS", "/interventions/tens"), "", (hers.caution,)),
        (None, "tizanidine", (drug.caution,)),
    ]


def test_what_is_said_of_the_whole_is_not_said_again_of_one_drug_or_by_a_second_source() -> None:
    whole, drug = a_caution(what="Not there"), a_caution(what="not there", arm="ibuprofen")
    again, other = a_caution(what="Not there"), a_caution(what="Not here", arm="ibuprofen")
    [kind] = cautions_section(map(AppliedCaution, (drug, whole, again, other))).kinds
    assert [one.once for one in kind.lists] == [(whole,), (other,)]
    assert len(cautions_section(map(AppliedCaution, (drug, whole))).cautions) == 2


def test_a_section_is_strict_where_some_use_is_ruled_out_or_not_advised() -> None:
    assert not cautions_section([AppliedCaution(a_caution())]).strict
    assert cautions_section([AppliedCaution(a_caution(kind="not-advised"))]).strict
