"""The library's pages, and the answer sheet."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.test import Client
from openpyxl import load_workbook

from foi.actions.library import CannotLoad, load_letters
from foi.models import Letter, LetterVersion, NeverChanges, Question, Round
from foi.rules.library import letter_files, worries
from tests.builders import SENT_ON, at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _library() -> Iterator[None]:
    load_letters(paths=letter_files(), on=SENT_ON)
    with time_machine.travel(at(SENT_ON)):
        yield


def test_all_letters_are_loaded_once_each_with_an_open_round() -> None:
    assert Letter.objects.count() == LetterVersion.objects.count() == 22
    assert Round.objects.filter(number=1, closed_on=None).count() == 22
    done = load_letters(paths=letter_files(), on=SENT_ON)
    assert len(done.same) == 22 and LetterVersion.objects.count() == 22


def test_a_changed_file_makes_a_new_version_and_the_old_one_stays(tmp_path: Path) -> None:
    source = next(p for p in letter_files() if p.stem == "mediation").read_text(encoding="utf-8")
    changed = tmp_path / "mediation.toml"
    changed.write_text(source.replace('title = "', 'title = "New: ', 1), encoding="utf-8")
    assert load_letters(paths=(changed,), on=SENT_ON).changed == ("mediation",)
    changed.write_text(source, encoding="utf-8")  # and back again
    assert load_letters(paths=(changed,), on=SENT_ON).changed == ("mediation",)
    letter = Letter.objects.get(slug="mediation")
    assert [version.number for version in letter.versions.all()] == [3, 2, 1]
    with pytest.raises(NeverChanges):
        letter.current_version.save()


def test_a_key_that_changes_its_type_is_refused_and_nothing_is_loaded(tmp_path: Path) -> None:
    source = next(p for p in letter_files() if p.stem == "mediation").read_text(encoding="utf-8")
    changed = tmp_path / "mediation.toml"
    changed.write_text(source.replace('type = "money"', 'type = "number"'), encoding="utf-8")
    with pytest.raises(CannotLoad, match="needs a new key"):
        load_letters(paths=(changed,), on=SENT_ON)
    assert LetterVersion.objects.count() == 22


def test_families_find_letters_by_worry(client: Client) -> None:
    home = client.get("/").content.decode()
    for worry in worries().worries:
        assert worry.words in home
        page = client.get("/letters/", {"worry": worry.slug}).content.decode()
        assert page.count("What you will learn:") == len(worry.letters)
        assert page.count("What it will not do:") == len(worry.letters)


def test_a_letters_page_shows_every_question_without_a_placeholder(client: Client) -> None:
    for letter in Letter.objects.all():
        page = client.get(f"/letters/{letter.slug}/").content.decode()
        assert "{" not in page.split("<main")[1].split("</main>")[0]
        assert page.count("<li id=") == letter.current_version.questions.count()


def test_a_letter_past_its_review_says_so(client: Client) -> None:
    with time_machine.travel("2028-01-10T12:00:00+00:00"):
        page = client.get("/letters/mediation/").content.decode()
    assert "should have been looked at again by 31 October 2027" in page


def test_a_withdrawn_letter_is_offered_no_more_and_keeps_its_page(client: Client) -> None:
    letter = Letter.objects.get(slug="mediation")
    letter.describe(title=letter.title, topic=letter.topic, withdrawn_on=SENT_ON)
    assert "/letters/mediation/" not in client.get("/letters/").content.decode()
    page = client.get("/letters/mediation/").content.decode()
    assert "was withdrawn on 20 November 2026" in page and "Ask your council this" not in page


def test_the_answer_sheet_has_a_row_a_question_with_key_and_type(client: Client) -> None:
    answer = client.get("/letters/send-staff-targets/answers.xlsx")
    sheet = load_workbook(BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)]
    questions = Question.objects.filter(version__letter__slug="send-staff-targets")
    assert [(row[0], row[7], row[8]) for row in rows] == [
        (q.number, q.key, q.type) for q in questions
    ]
    assert all("{" not in row[1] for row in rows)
    assert "attachment" in answer["Content-Disposition"]


def test_an_unknown_letter_is_not_found(client: Client) -> None:
    assert client.get("/letters/no-such/").status_code == 404
    assert client.get("/letters/no-such/answers.xlsx").status_code == 404


def test_the_list_of_letters_takes_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        client.get("/letters/")
