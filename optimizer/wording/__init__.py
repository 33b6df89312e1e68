"""What people read of codes, in Chinese and English: where, what, and what to do."""

from optimizer.wording.columns import column_name, file_name
from optimizer.wording.failures import error_text
from optimizer.wording.issues import issue_text, issue_what, issue_where
from optimizer.wording.reasons import fix_text, reason_text
from optimizer.wording.violations import violation_text, violation_where

__all__ = [
    "column_name",
    "error_text",
    "file_name",
    "fix_text",
    "issue_text",
    "issue_what",
    "issue_where",
    "reason_text",
    "violation_text",
    "violation_where",
]
