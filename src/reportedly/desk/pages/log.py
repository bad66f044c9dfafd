"""The log of judgements: who judged what, when and why."""

from __future__ import annotations

from fastapi import APIRouter

router = APIRouter()
