from __future__ import annotations

from tests.usecases.conftest import copy_of_postgres, furnished_folder

__all__ = ["copy_of_postgres", "furnished_folder"]
