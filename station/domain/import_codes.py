"""The closed list of codes that imports speak: why a file or an order did not come in, and what was odd about one.

Words for people: docs/import.md, and `ui/texts.py`.
"""

from __future__ import annotations

from enum import StrEnum


class ImportCode(StrEnum):
    """Grouped by what the code is said of."""

    # a file as a whole
    FILE_UNREADABLE = "file_unreadable"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TOO_MANY_ORDERS = "file_too_many_orders"
    FILE_NOT_UTF8 = "file_not_utf8"
    FILE_NOT_JSON = "file_not_json"
    FILE_NESTED_TOO_DEEP = "file_nested_too_deep"
    FILE_NOT_ORDERS = "file_not_orders"
    CHANNEL_REFUSED = "channel_refused"

    # an order is skipped
    ORDER_NOT_AN_OBJECT = "order_not_an_object"
    ORDER_NUMBER_MISSING = "order_number_missing"
    ORDER_NUMBER_BROKEN = "order_number_broken"
    ORDER_NUMBER_RESERVED = "order_number_reserved"
    ORDER_NUMBER_TWICE = "order_number_twice"
    ORDER_WITHOUT_LINES = "order_without_lines"
    ORDER_BODY_MISSING = "order_body_missing"
    ORDER_REFUSED_BY_CHANNEL = "order_refused_by_channel"
    FIELD_TWICE = "field_twice"
    NUMBER_BROKEN = "number_broken"
    CURRENCY_FOREIGN = "currency_foreign"
    LINE_BROKEN = "line_broken"
    LINE_TWICE = "line_twice"
    LINE_QUANTITY_MISSING = "line_quantity_missing"
    LINE_QUANTITY_BROKEN = "line_quantity_broken"
    LINE_QUANTITY_FRACTIONAL = "line_quantity_fractional"

    # an order comes in with a remark
    CHANNEL_STATUS_UNKNOWN = "channel_status_unknown"
    CHANNEL_SAYS_SHIPPED = "channel_says_shipped"
    DELIVERY_UNKNOWN = "delivery_unknown"
    CONSIGNEE_INCOMPLETE = "consignee_incomplete"
    WINDOW_UNREADABLE = "window_unreadable"
    DATE_BROKEN = "date_broken"
    TOTAL_MISSING = "total_missing"
    PAYMENTS_DISAGREE = "payments_disagree"
    FULL_PAYMENT_DISAGREES = "full_payment_disagrees"
    OVERPAID = "overpaid"
    LINE_WITHOUT_OFFER = "line_without_offer"
    ORDER_ALL_LINES_CANCELLED = "order_all_lines_cancelled"
    ORDER_SERVICES_ONLY = "order_services_only"

    # a catalogue feed
    CATALOGUE_TRUNCATED = "catalogue_truncated"
    CATALOGUE_BROKEN = "catalogue_broken"
    CATALOGUE_DANGEROUS = "catalogue_dangerous"
    CATALOGUE_ENCODING_UNKNOWN = "catalogue_encoding_unknown"
    CATALOGUE_ROOT_MISSING = "catalogue_root_missing"
    CATALOGUE_WITHOUT_OFFERS = "catalogue_without_offers"
    OFFER_WITHOUT_ID = "offer_without_id"
    WEIGHT_BROKEN = "weight_broken"
    DIMENSIONS_BROKEN = "dimensions_broken"
    QUANTITY_BROKEN = "quantity_broken"
    UIN_BROKEN = "uin_broken"
    IDENTITY_UNKNOWN = "identity_unknown"

    # a shop's settings
    SETTINGS_NOT_TOML = "settings_not_toml"
    SETTINGS_ROW_BROKEN = "settings_row_broken"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"
