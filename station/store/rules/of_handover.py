"""Rules of manifests and of allotted numbers."""

from __future__ import annotations

from station.store.rules.law import On, Rule, begun_or_ended, changed, changed_text

IS_CLOSED = "EXISTS (SELECT 1 FROM manifests m WHERE m.id = {row}.manifest_id AND m.state = 'closed')"

CHANGED_MANIFEST = (  # all but that its act was kept, which is known only once it is closed
    f"{changed('number', 'carrier', 'bench', 'opened_at', 'opened_by', 'state', 'courier')} "
    f"OR {changed('journal_head', 'journal_count', 'closed_at')} OR {changed_text('closed_by')} "
    f"OR {begun_or_ended('closed_at')}"
)

MANIFEST_RULES: tuple[Rule, ...] = (
    Rule(
        "manifest_closed",
        "manifests",
        On.UPDATE,
        f"OLD.state = 'closed' AND ({CHANGED_MANIFEST} OR OLD.act_kept_at IS NOT NULL)",
    ),
    Rule("manifest_closed", "manifest_rows", On.INSERT, IS_CLOSED.format(row="NEW")),
    Rule(
        "manifest_closed",
        "manifest_rows",
        On.UPDATE,
        f"{IS_CLOSED.format(row='OLD')} OR {IS_CLOSED.format(row='NEW')}",
    ),
    Rule(
        "kept_for_ever",
        "manifest_rows",
        On.UPDATE,
        f"OLD.removed_at IS NOT NULL OR {changed('manifest_id', 'parcel_id', 'tracking', 'place')}",
    ),
)

NUMBER_RULES: tuple[Rule, ...] = (
    Rule(
        "number_range_overlaps",
        "number_ranges",
        On.INSERT,
        "EXISTS (SELECT 1 FROM number_ranges r WHERE r.carrier = NEW.carrier "
        "AND r.first_counter <= NEW.last_counter AND r.last_counter >= NEW.first_counter)",
    ),
    Rule(
        "number_given_once",
        "number_ranges",
        On.UPDATE,
        f"NEW.next_counter < OLD.next_counter OR {changed('carrier', 'first_counter', 'last_counter')}",
    ),
)
