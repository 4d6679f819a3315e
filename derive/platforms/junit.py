"""JUnit: a test suite for each submission; what waits for a person is skipped, not failed."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from derive.grade.platform import Platform, Say
from derive.grade.result import Grade, Marked, number
from derive.render.words import printable


def write(grades: Sequence[Grade], say: Say) -> dict[str, str]:
    """One file with all suites."""
    suites = Element("testsuites")
    for grade in grades:
        suites.append(_suite(grade, say))
    indent(suites)
    return {"grades.xml": tostring(suites, encoding="unicode", xml_declaration=True) + "\n"}


def _suite(grade: Grade, say: Say) -> Element:
    short = [e for e in grade.exercises if not e.pending and e.got < e.most]
    suite = Element(
        "testsuite",
        name=printable(grade.pseudonym),
        tests=str(len(grade.exercises)),
        failures=str(len(short)),
        skipped=str(sum(1 for e in grade.exercises if e.pending)),
        errors="0",
    )
    for exercise in grade.exercises:
        _case(suite, grade, exercise, say)
    return suite


def _case(suite: Element, grade: Grade, exercise: Marked, say: Say) -> None:
    case = SubElement(suite, "testcase", classname=printable(grade.pseudonym), name=printable(exercise.label))
    told = "\n".join(f"{line.subject}: {line.comment or say(line.why)}" for line in exercise.lines)
    marks = f"{number(exercise.got)}/{number(exercise.most)}"
    properties = SubElement(case, "properties")
    SubElement(properties, "property", name="marks", value=marks)
    if exercise.pending:
        SubElement(case, "skipped", message=printable(told))
    elif exercise.got < exercise.most:
        SubElement(case, "failure", message=marks).text = printable(told)


PLATFORM = Platform(write)
