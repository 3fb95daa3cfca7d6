"""What the Office does so that work moves (Articles 8–10, 13), a room for each capability."""

from giaoviec.oversight.models.inspection import (
    Draw,
    FollowUp,
    InspectedAgency,
    Inspection,
    SecondLook,
    Sheet,
    TeamMember,
)
from giaoviec.oversight.models.leading import (
    ChairmanReport,
    Decision,
    LeaderAct,
    ReportedWork,
    ReportLine,
    ReportStage,
)
from giaoviec.oversight.models.obstacles import Guidance, InternalCheck, OwnRegulation
from giaoviec.oversight.models.support import KINDS, Suggestion
from giaoviec.oversight.models.urging import LetterStage, ProposalRun, Urging, UrgingItem
from giaoviec.oversight.models.warning import Forecast, Forewarning

__all__ = [
    "KINDS",
    "ChairmanReport",
    "Decision",
    "Draw",
    "FollowUp",
    "Forecast",
    "Forewarning",
    "Guidance",
    "InspectedAgency",
    "Inspection",
    "InternalCheck",
    "LeaderAct",
    "LetterStage",
    "OwnRegulation",
    "ProposalRun",
    "ReportLine",
    "ReportStage",
    "ReportedWork",
    "SecondLook",
    "Sheet",
    "Suggestion",
    "TeamMember",
    "Urging",
    "UrgingItem",
]
