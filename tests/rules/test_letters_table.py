"""The library against the list of what the letters must ask: keys, types and concerns, in order."""

import pytest

from tests.rules.the_library import LIBRARY

# slug: "key type concern" a question; the four kinds of target answers are a choice.
ASKED = {
    "send-staff-targets": """
        target_limit_assessments choice team,staff,both
        target_limit_plans choice team,staff,both
        target_special_school_spend choice team,staff,both
        target_out_of_area_spend choice team,staff,both
        target_budget choice -
        target_tribunal_number choice -
        target_tribunal_outcome choice team,staff,both
        target_timescales choice -
        pay_linked yes_no yes
        targets_set count -
        targets_met count -
        targets_document document -""",
    "placement-policies": """
        policy_written yes_no -
        policy_limit yes_no yes
        policy_exceptions yes_no no
        policy_cost_threshold money -
        final_decision choice -
        placements_out_of_area count -
        independent_fees money -
        policy_document document -""",
    "ehc-assessments": """
        reversed_without_appeal count -
        reversed_after_appeal count -
        assessment_criteria yes_no -
        assessment_quota yes_no yes
        requires_spend yes_no yes
        criteria_document document -""",
    "ehc-timescales": """
        open_over_52_weeks count rate
        median_weeks number -
        caseload_per_officer number high
        officer_posts number -
        officer_vacancies number rate
        agency_officers number -
        ep_posts number -
        ep_vacancies number rate""",
    "annual-reviews": """
        reviews_overdue count rate
        amended_late count rate
        decision_dates_recorded yes_no no""",
    "tribunal-appeals": """
        appeals_conceded count -
        appeals_heard count -
        appeals_changed count rate
        tribunal_external_spend money -
        outside_counsel yes_no -""",
    "ombudsman-complaints": """
        remedies count -
        remedy_paid money -
        stage2_answers count -
        stage2_late count rate
        remedies_late count rate""",
    "high-needs-budget": """
        forecast_outturn money -
        forecast_dsg_balance money negative
        officers_estimate money -
        block_transfer money -
        school_improvement_topslice money -
        budget_report document -""",
    "deficit-programmes": """
        plan_number_target yes_no yes
        placement_target yes_no yes
        approved_by choice -
        agreement_document document -""",
    "bands-and-tariffs": """
        uses_bands yes_no -
        top_band_value money -
        bands_uplifted date -
        bands_document document -""",
    "mediation": """
        mediations_agreed count -
        mediation_spend money -
        representative_can_decide yes_no no""",
    "school-preference": """
        uses_tailored_list yes_no -
        preference_recorded yes_no no
        preference_named count -""",
    "send-transport": """
        transport_applications count -
        transport_refused count rate
        transport_appeals count -
        transport_appeals_upheld count rate
        post16_charge money -
        transport_policy document -""",
    "out-of-school": """
        plan_no_placement count rate
        awaiting_special_place count rate
        ehe_with_plan count -
        eotas_packages count -
        section19_log yes_no no""",
    "therapy-provision": """
        therapy_spend money -
        shortfall_logged yes_no no
        dco_in_post yes_no no
        therapy_agreement document -""",
    "local-offer": """
        last_reviewed date -
        families_took_part count -
        visits count -
        feedback_published yes_no no
        ordinarily_available date -""",
    "coproduction": """
        pcf_funding money -
        sendiass_funding money -
        sendiass_vacancies number -
        joint_commissioned yes_no no""",
    "consultants": """
        consultancy_spend money -
        suppliers text -
        report_titles text -
        largest_report document -""",
    "law-training": """
        officers_in_post count -
        officers_trained count rate
        panel_trained yes_no no
        training_spend money -
        provider text -""",
    "ai-drafting": """
        uses_ai yes_no -
        ai_product text -
        dpia_done yes_no no
        human_check yes_no no""",
    "post-16": """
        cease_appeals count -
        cease_reversed count -
        policy_age_limit yes_no yes
        post16_document document -""",
    "place-planning": """
        places_forecast count -
        places_available count -
        places_planned count -
        strategy_document document -""",
}
CHOICES = {
    "final_decision": ["officer", "manager", "panel", "senior"],
    "approved_by": ["council", "cabinet", "officers"],
}
# Counts of things, not of people, children, plans, appeals or cases.
SHOWN_WHEN_SMALL = {
    "targets_set",
    "targets_met",
    "places_forecast",
    "places_available",
    "places_planned",
    "visits",
}
# What a rate is divided by: a question of the same letter, or a yearly published count.
DIVIDED_BY = {
    "open_over_52_weeks": "SEN_INIT_REQ",
    "officer_vacancies": "officer_posts",
    "ep_vacancies": "ep_posts",
    "reviews_overdue": "SEN_CASES_JAN",
    "amended_late": "SEN_AN_REVIEW_MEET_REC",
    "appeals_changed": "appeals_heard",
    "stage2_late": "stage2_answers",
    "remedies_late": "",
    "transport_refused": "transport_applications",
    "transport_appeals_upheld": "transport_appeals",
    "plan_no_placement": "SEN_CASES_JAN",
    "awaiting_special_place": "SEN_CASES_JAN",
    "officers_trained": "officers_in_post",
}
QUESTIONS = {q.key: q for letter in LIBRARY.values() for q in letter.questions}


def test_the_library_holds_the_22_letters_and_each_file_is_named_by_its_slug() -> None:
    assert set(LIBRARY) == set(ASKED)
    assert len(LIBRARY) == 22
    assert {slug: letter.slug for slug, letter in LIBRARY.items()} == {s: s for s in ASKED}


@pytest.mark.parametrize("slug", ASKED)
def test_a_letter_asks_its_questions_in_order_with_type_and_concern(slug: str) -> None:
    asked = [(q.key, q.type, ",".join(q.concern) or "-") for q in LIBRARY[slug].questions]
    assert asked == [tuple(line.split()) for line in ASKED[slug].strip().splitlines()]


def test_no_key_means_two_things() -> None:
    assert len(QUESTIONS) == sum(len(letter.questions) for letter in LIBRARY.values())


def test_every_choice_question_names_its_choices() -> None:
    for key, question in QUESTIONS.items():
        if question.type == "choice":
            expected = CHOICES.get(key, ["no", "team", "staff", "both"])
            assert [choice.key for choice in question.choices] == expected


def test_small_numbers_are_hidden_for_every_count_but_the_six_that_are_not_of_people() -> None:
    hidden = {key for key, question in QUESTIONS.items() if question.small_numbers}
    counts = {key for key, question in QUESTIONS.items() if question.type == "count"}
    assert hidden == counts - SHOWN_WHEN_SMALL


def test_every_rate_has_its_denominator_and_the_one_without_says_why() -> None:
    rates = {key: q for key, q in QUESTIONS.items() if q.concern == ("rate",)}
    found = {key: q.denominator_question or q.denominator_measure for key, q in rates.items()}
    assert found == DIVIDED_BY
    assert [key for key, q in rates.items() if q.no_denominator] == ["remedies_late"]
    assert [key for key, q in rates.items() if not q.has_rate] == ["remedies_late"]
