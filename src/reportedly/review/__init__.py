"""People's judgements beside the machine's findings: made, weighed against each other, and followed.

    judge(store, "Ada", "correct", "figure", [id], slot="figure", value=Value(low=12, high=12), why="misread")
    standing(store.judged.log())   # which stand, and which of two persons contradict each other
    reapply(store.path, homes(store, judgement))  # tell its stories anew, at once or by the run under way

A judgement is appended and never changed; to undo one is another judgement. `claims` stay as the machine
read them; findings, series, brief and the rest are told with the judgements that stand.
"""

from reportedly.review.effect import judged
from reportedly.review.following import Followed, followed, judged_dossiers
from reportedly.review.making import judge
from reportedly.review.reapplying import Applied, homes, reapply
from reportedly.review.standing import Conflict, Standing, standing

__all__ = [
    "Applied",
    "Conflict",
    "Followed",
    "Standing",
    "followed",
    "homes",
    "judge",
    "judged",
    "judged_dossiers",
    "reapply",
    "standing",
]
