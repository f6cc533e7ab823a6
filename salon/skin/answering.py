"""Answering a questionnaire of skin, and keeping a score of parts."""

import json
from collections.abc import Mapping, Sequence

from salon.clients.model import ClientDraft, ClientId
from salon.clients.operations import correct_client
from salon.clients.queries import living
from salon.clients.tables import Client
from salon.rights import Right
from salon.skin.events import QuizAnswered, ScoreTaken
from salon.skin.model import AssessmentDraft, AssessmentId, Measured
from salon.skin.operations import assess
from salon.skin.quizzes import QuizResult, result_of
from salon.skin.scores import mmasi, sensitive
from salon.skin.tables import SkinQuiz
from salon.work import Work, needs

FACTS = {"photo": "fitzpatrick", "type16": "baumann"}


@needs(Right.FILE)
def answer_quiz(
    work: Work, client_id: ClientId, name: str, answers: Mapping[str, int]
) -> QuizResult:
    """Keep the answers to a questionnaire, and what came of them in the file.

    The phototype decides what light and peels may do: where the skin was looked at on
    the same day the darker counts (client-record 5).

    Args:
        work: As ever.
        client_id: Who answered.
        name: "photo" or "type16".
        answers: By question, which option, from 0.

    Raises:
        NoSuchQuiz, NoSuchAnswer, TooFewAnswers: See `quizzes.result_of`.
        Missing: There is no such client.
    """
    client_id = living(work, client_id)
    work.get(Client, client_id)
    found = result_of(name, answers)
    work.record(QuizAnswered(client_id))
    work.add(
        SkinQuiz(
            client_id=client_id,
            quiz=name,
            answers=json.dumps(dict(answers), sort_keys=True),
            result=found.result,
            day=work.today,
            staff_id=work.by.id,
        )
    )
    kept = str(found.phototype) if found.phototype else found.result
    correct_client(work, client_id, ClientDraft(facts={FACTS[name]: kept}))
    return found


@needs(Right.TREAT)
def keep_mmasi(
    work: Work, client_id: ClientId, parts: Mapping[str, tuple[int, int]]
) -> AssessmentId:
    """Keep a melasma score of area and darkness by site as a reading of today.

    Raises:
        PartMissing, BadPart: See `scores.mmasi`.
        Missing: There is no such client.
    """
    return _keep(work, client_id, "mmasi", mmasi(parts))


@needs(Right.TREAT)
def keep_sensitive(
    work: Work, client_id: ClientId, items: Sequence[int]
) -> AssessmentId:
    """Keep the Sensitive Scale-10 as a reading of today.

    Raises:
        PartMissing, BadPart: See `scores.sensitive`.
        Missing: There is no such client.
    """
    return _keep(work, client_id, "sensi", float(sensitive(items)))


def _keep(work: Work, client_id: ClientId, measure: str, value: float) -> AssessmentId:
    work.record(ScoreTaken(client_id))
    draft = AssessmentDraft(measures=(Measured(measure, None, value, "points"),))
    return assess(work, client_id, draft)
