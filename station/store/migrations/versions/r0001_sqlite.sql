CREATE TABLE barcodes (
  "key" TEXT NOT NULL,
  offer TEXT NOT NULL,
  generation INTEGER NOT NULL,
  barcode TEXT NOT NULL,
  CONSTRAINT pk_barcodes PRIMARY KEY ("key", offer, generation)
)
--;
CREATE INDEX ix_barcodes_generation ON barcodes (generation)
--;
CREATE INDEX ix_barcodes_offer ON barcodes (offer)
--;
CREATE TABLE benches (
  name TEXT NOT NULL,
  operator TEXT,
  order_number TEXT,
  manifest TEXT,
  lock_code TEXT,
  pending TEXT,
  seen_at TEXT,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_benches PRIMARY KEY (name)
)
--;
CREATE TABLE catalogue_generations (
  id INTEGER NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  begun_at TEXT NOT NULL,
  live_at TEXT,
  CONSTRAINT pk_catalogue_generations PRIMARY KEY (id)
)
--;
CREATE TABLE journal (
  id INTEGER NOT NULL,
  bench TEXT NOT NULL,
  seq INTEGER NOT NULL,
  written_at TEXT NOT NULL,
  kind TEXT NOT NULL,
  code TEXT NOT NULL,
  tone TEXT NOT NULL,
  intent TEXT NOT NULL,
  operator TEXT NOT NULL,
  order_number TEXT NOT NULL,
  parcel INTEGER,
  scan_id TEXT NOT NULL,
  payload TEXT NOT NULL,
  previous_mac TEXT NOT NULL,
  mac TEXT NOT NULL,
  CONSTRAINT pk_journal PRIMARY KEY (id)
)
--;
CREATE INDEX ix_journal_order_number ON journal (order_number)
--;
CREATE UNIQUE INDEX journal_place_taken ON journal (bench, seq)
--;
CREATE TABLE line_barcodes (
  "key" TEXT NOT NULL,
  offer TEXT NOT NULL,
  CONSTRAINT pk_line_barcodes PRIMARY KEY ("key", offer)
)
--;
CREATE TABLE manifests (
  id INTEGER NOT NULL,
  number TEXT NOT NULL,
  carrier TEXT NOT NULL,
  bench TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  opened_by TEXT NOT NULL,
  state TEXT NOT NULL,
  closed_at TEXT,
  closed_by TEXT,
  courier TEXT DEFAULT '' NOT NULL,
  journal_head TEXT DEFAULT '' NOT NULL,
  journal_count INTEGER DEFAULT '0' NOT NULL,
  act_kept_at TEXT,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_manifests PRIMARY KEY (id)
)
--;
CREATE INDEX ix_manifests_act ON manifests (bench, state, act_kept_at)
--;
CREATE UNIQUE INDEX manifest_number_taken ON manifests (number)
--;
CREATE TABLE number_ranges (
  id INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  first_counter BIGINT NOT NULL,
  last_counter BIGINT NOT NULL,
  next_counter BIGINT NOT NULL,
  CONSTRAINT pk_number_ranges PRIMARY KEY (id)
)
--;
CREATE INDEX ix_number_ranges_carrier ON number_ranges (carrier)
--;
CREATE TABLE offers (
  code TEXT NOT NULL,
  generation INTEGER NOT NULL,
  article_code TEXT NOT NULL,
  article TEXT NOT NULL,
  name TEXT NOT NULL,
  identity TEXT NOT NULL,
  uin_required BOOLEAN DEFAULT 0 NOT NULL,
  weight_mg INTEGER DEFAULT '0' NOT NULL,
  size TEXT DEFAULT '' NOT NULL,
  stone TEXT DEFAULT '' NOT NULL,
  properties TEXT,
  jewellery BOOLEAN DEFAULT 0 NOT NULL,
  picture TEXT DEFAULT '' NOT NULL,
  place TEXT DEFAULT '' NOT NULL,
  store TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_offers PRIMARY KEY (code, generation)
)
--;
CREATE INDEX ix_offers_generation ON offers (generation)
--;
CREATE TABLE operators (
  id INTEGER NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  badge_hash TEXT NOT NULL,
  pin_hash TEXT DEFAULT '' NOT NULL,
  active BOOLEAN DEFAULT 1 NOT NULL,
  pin_failures INTEGER DEFAULT '0' NOT NULL,
  pin_locked_until_at TEXT,
  CONSTRAINT pk_operators PRIMARY KEY (id)
)
--;
CREATE UNIQUE INDEX badge_taken ON operators (badge_hash)
--;
CREATE UNIQUE INDEX operator_code_taken ON operators (code)
--;
CREATE TABLE outbox (
  id INTEGER NOT NULL,
  topic TEXT NOT NULL,
  "key" TEXT NOT NULL,
  order_number TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_at TEXT NOT NULL,
  next_try_at TEXT NOT NULL,
  trouble TEXT NOT NULL,
  CONSTRAINT pk_outbox PRIMARY KEY (id)
)
--;
CREATE INDEX ix_outbox_state ON outbox (state, topic)
--;
CREATE UNIQUE INDEX outbox_key_taken ON outbox (topic, "key")
--;
CREATE TABLE passport_checks (
  id INTEGER NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TEXT NOT NULL,
  CONSTRAINT pk_passport_checks PRIMARY KEY (id)
)
--;
CREATE TABLE reservations (
  unit TEXT NOT NULL,
  order_number TEXT NOT NULL,
  CONSTRAINT pk_reservations PRIMARY KEY (unit)
)
--;
CREATE INDEX ix_reservations_order_number ON reservations (order_number)
--;
CREATE TABLE unit_uins (
  uin TEXT NOT NULL,
  generation INTEGER NOT NULL,
  unit TEXT NOT NULL,
  CONSTRAINT pk_unit_uins PRIMARY KEY (uin, generation)
)
--;
CREATE INDEX ix_unit_uins_generation ON unit_uins (generation)
--;
CREATE INDEX ix_unit_uins_unit ON unit_uins (unit)
--;
CREATE TABLE units (
  code TEXT NOT NULL,
  generation INTEGER NOT NULL,
  offer TEXT NOT NULL,
  store TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_units PRIMARY KEY (code, generation)
)
--;
CREATE INDEX ix_units_generation ON units (generation)
--;
CREATE INDEX ix_units_offer ON units (offer)
--;
CREATE TABLE workflow_statuses (
  workflow TEXT NOT NULL,
  code TEXT NOT NULL,
  phase TEXT NOT NULL,
  names TEXT,
  group_name TEXT DEFAULT '' NOT NULL,
  roles TEXT,
  limit_minutes INTEGER,
  position INTEGER DEFAULT '0' NOT NULL,
  CONSTRAINT pk_workflow_statuses PRIMARY KEY (workflow, code)
)
--;
CREATE TABLE workflow_transitions (
  workflow TEXT NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  CONSTRAINT pk_workflow_transitions PRIMARY KEY (workflow, from_status, to_status)
)
--;
CREATE TABLE orders (
  id INTEGER NOT NULL,
  number TEXT NOT NULL,
  workflow TEXT NOT NULL,
  status TEXT NOT NULL,
  phase TEXT NOT NULL,
  site TEXT DEFAULT '' NOT NULL,
  channel TEXT DEFAULT '' NOT NULL,
  channel_id TEXT DEFAULT '' NOT NULL,
  external_id TEXT DEFAULT '' NOT NULL,
  channel_status TEXT DEFAULT '' NOT NULL,
  closed_elsewhere BOOLEAN DEFAULT 0 NOT NULL,
  parent TEXT,
  carrier TEXT DEFAULT '' NOT NULL,
  service TEXT DEFAULT '' NOT NULL,
  numbering TEXT DEFAULT 'allotted' NOT NULL,
  consignee TEXT,
  shipment_store TEXT DEFAULT '' NOT NULL,
  created_at TEXT,
  ship_by_at TEXT,
  deliver_on DATE,
  delivery_window TEXT DEFAULT '' NOT NULL,
  total_kopecks BIGINT DEFAULT '0' NOT NULL,
  due_goods_kopecks BIGINT DEFAULT '0' NOT NULL,
  due_delivery_kopecks BIGINT DEFAULT '0' NOT NULL,
  payload_hash TEXT DEFAULT '' NOT NULL,
  bench TEXT,
  tray TEXT,
  handed_over BOOLEAN DEFAULT 0 NOT NULL,
  passport_id INTEGER,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_orders PRIMARY KEY (id),
  CONSTRAINT fk_orders_passport_id FOREIGN KEY(passport_id) REFERENCES passport_checks (id)
)
--;
CREATE UNIQUE INDEX bench_taken ON orders (bench) WHERE bench IS NOT NULL
--;
CREATE INDEX ix_orders_channel ON orders (channel, channel_id)
--;
CREATE INDEX ix_orders_parent ON orders (parent)
--;
CREATE INDEX ix_orders_phase ON orders (phase, (ship_by_at IS NULL), ship_by_at, id)
--;
CREATE INDEX ix_orders_ship_by_at ON orders (ship_by_at)
--;
CREATE INDEX ix_orders_status ON orders (workflow, status)
--;
CREATE UNIQUE INDEX order_number_taken ON orders (number)
--;
CREATE UNIQUE INDEX tray_taken ON orders (tray) WHERE tray IS NOT NULL
--;
CREATE TABLE holds (
  id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  held_by TEXT NOT NULL,
  held_at TEXT NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  released_by TEXT,
  released_at TEXT,
  CONSTRAINT pk_holds PRIMARY KEY (id),
  CONSTRAINT fk_holds_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_holds_order_id ON holds (order_id)
--;
CREATE TABLE order_lines (
  id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  line_key TEXT NOT NULL,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  offer TEXT NOT NULL,
  article TEXT NOT NULL,
  name TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  price_kopecks BIGINT DEFAULT '0' NOT NULL,
  barcodes TEXT,
  properties TEXT,
  cancelled BOOLEAN DEFAULT 0 NOT NULL,
  CONSTRAINT pk_order_lines PRIMARY KEY (id),
  CONSTRAINT fk_order_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_order_lines_order_id ON order_lines (order_id)
--;
CREATE UNIQUE INDEX line_key_taken ON order_lines (order_id, line_key)
--;
CREATE TABLE parcels (
  id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  numbering TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  state TEXT NOT NULL,
  weight_g INTEGER,
  weighed_by TEXT,
  closed_at TEXT,
  CONSTRAINT pk_parcels PRIMARY KEY (id),
  CONSTRAINT fk_parcels_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_parcels_order_id ON parcels (order_id)
--;
CREATE TABLE shipments (
  id INTEGER NOT NULL,
  order_id INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  service TEXT NOT NULL,
  reference TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TEXT NOT NULL,
  waybill TEXT DEFAULT '' NOT NULL,
  trouble_code TEXT DEFAULT '' NOT NULL,
  trouble_text TEXT DEFAULT '' NOT NULL,
  changed_at TEXT,
  CONSTRAINT pk_shipments PRIMARY KEY (id),
  CONSTRAINT fk_shipments_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_shipments_order_id ON shipments (order_id)
--;
CREATE UNIQUE INDEX shipment_live_already ON shipments (order_id) WHERE state <> 'void'
--;
CREATE UNIQUE INDEX shipment_reference_taken ON shipments (reference)
--;
CREATE TABLE bindings (
  id INTEGER NOT NULL,
  parcel_id INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  number TEXT NOT NULL,
  bound_at TEXT NOT NULL,
  bound_by TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  ended_at TEXT,
  ended_by TEXT,
  ended_why TEXT,
  CONSTRAINT pk_bindings PRIMARY KEY (id),
  CONSTRAINT fk_bindings_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
)
--;
CREATE INDEX ix_bindings_number ON bindings (number)
--;
CREATE INDEX ix_bindings_parcel_id ON bindings (parcel_id)
--;
CREATE UNIQUE INDEX number_taken ON bindings (carrier, number) WHERE ended_at IS NULL
--;
CREATE UNIQUE INDEX parcel_bound_already ON bindings (parcel_id) WHERE ended_at IS NULL
--;
CREATE TABLE manifest_rows (
  id INTEGER NOT NULL,
  manifest_id INTEGER NOT NULL,
  parcel_id INTEGER NOT NULL,
  order_number TEXT NOT NULL,
  parcel_position INTEGER NOT NULL,
  tracking TEXT NOT NULL,
  place INTEGER NOT NULL,
  caged_at TEXT NOT NULL,
  caged_by TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  removed_at TEXT,
  removed_by TEXT,
  CONSTRAINT pk_manifest_rows PRIMARY KEY (id),
  CONSTRAINT fk_manifest_rows_manifest_id FOREIGN KEY(manifest_id) REFERENCES manifests (id),
  CONSTRAINT fk_manifest_rows_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
)
--;
CREATE INDEX ix_manifest_rows_manifest_id ON manifest_rows (manifest_id)
--;
CREATE INDEX ix_manifest_rows_parcel ON manifest_rows (parcel_id)
--;
CREATE UNIQUE INDEX parcel_on_manifest ON manifest_rows (parcel_id) WHERE removed_at IS NULL
--;
CREATE TABLE parcel_labels (
  id INTEGER NOT NULL,
  parcel_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at TEXT NOT NULL,
  asked_by TEXT NOT NULL,
  form TEXT DEFAULT '' NOT NULL,
  parcel_of INTEGER DEFAULT '1' NOT NULL,
  printed_at TEXT,
  copies INTEGER DEFAULT '0' NOT NULL,
  trouble TEXT DEFAULT '' NOT NULL,
  bench TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_parcel_labels PRIMARY KEY (id),
  CONSTRAINT fk_parcel_labels_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
)
--;
CREATE INDEX ix_parcel_labels_number ON parcel_labels (number)
--;
CREATE INDEX ix_parcel_labels_parcel_id ON parcel_labels (parcel_id)
--;
CREATE INDEX ix_parcel_labels_state ON parcel_labels (state)
--;
CREATE TABLE verified_units (
  id INTEGER NOT NULL,
  parcel_id INTEGER NOT NULL,
  line_key TEXT NOT NULL,
  offer TEXT NOT NULL,
  code TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  verified_at TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  unit TEXT,
  uin TEXT,
  ended_at TEXT,
  ended_by TEXT,
  ended_why TEXT,
  CONSTRAINT pk_verified_units PRIMARY KEY (id),
  CONSTRAINT fk_verified_units_parcel_id FOREIGN KEY(parcel_id) REFERENCES parcels (id)
)
--;
CREATE INDEX ix_verified_units_parcel_id ON verified_units (parcel_id)
--;
CREATE UNIQUE INDEX uin_in_parcel ON verified_units (uin) WHERE ended_at IS NULL AND uin IS NOT NULL
--;
CREATE UNIQUE INDEX unit_in_parcel ON verified_units (unit) WHERE ended_at IS NULL AND unit IS NOT NULL
--;
CREATE TABLE label_files (
  label_id INTEGER NOT NULL,
  png BLOB NOT NULL,
  pdf BLOB NOT NULL,
  dpi INTEGER NOT NULL,
  width_mm INTEGER NOT NULL,
  height_mm INTEGER NOT NULL,
  CONSTRAINT pk_label_files PRIMARY KEY (label_id),
  CONSTRAINT fk_label_files_label_id FOREIGN KEY(label_id) REFERENCES parcel_labels (id)
)
--;
CREATE TRIGGER orders_before_insert BEFORE INSERT ON orders FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.number) <> 'text' OR typeof(NEW.workflow) <> 'text' OR typeof(NEW.status) <> 'text' OR typeof(NEW.phase) <> 'text' OR typeof(NEW.site) <> 'text' OR typeof(NEW.channel) <> 'text' OR typeof(NEW.channel_id) <> 'text' OR typeof(NEW.external_id) <> 'text' OR typeof(NEW.channel_status) <> 'text' OR typeof(NEW.closed_elsewhere) <> 'integer' OR NEW.closed_elsewhere NOT IN (0, 1) OR typeof(NEW.parent) NOT IN ('text', 'null') OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.service) <> 'text' OR typeof(NEW.numbering) <> 'text' OR typeof(NEW.consignee) NOT IN ('text', 'null') OR typeof(NEW.shipment_store) <> 'text' OR typeof(NEW.created_at) NOT IN ('text', 'null') OR typeof(NEW.ship_by_at) NOT IN ('text', 'null') OR typeof(NEW.deliver_on) NOT IN ('text', 'null') OR typeof(NEW.delivery_window) <> 'text' OR typeof(NEW.total_kopecks) <> 'integer' OR typeof(NEW.due_goods_kopecks) <> 'integer' OR typeof(NEW.due_delivery_kopecks) <> 'integer' OR typeof(NEW.payload_hash) <> 'text' OR typeof(NEW.bench) NOT IN ('text', 'null') OR typeof(NEW.tray) NOT IN ('text', 'null') OR typeof(NEW.handed_over) <> 'integer' OR NEW.handed_over NOT IN (0, 1) OR typeof(NEW.passport_id) NOT IN ('integer', 'null') OR typeof(NEW.version) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM orders x WHERE x.id = NEW.id OR x.number = NEW.number) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN NOT EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status AND s.phase = NEW.phase) THEN RAISE(ABORT, 'status_phase_mismatch')
  WHEN NEW.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE(ABORT, 'born_out')
  WHEN NEW.bench IS NOT NULL AND EXISTS (SELECT 1 FROM orders x WHERE x.bench = NEW.bench AND x.bench IS NOT NULL) THEN RAISE(ABORT, 'bench_taken')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM orders x WHERE x.number = NEW.number AND 1 = 1) THEN RAISE(ABORT, 'order_number_taken')
  WHEN NEW.tray IS NOT NULL AND EXISTS (SELECT 1 FROM orders x WHERE x.tray = NEW.tray AND x.tray IS NOT NULL) THEN RAISE(ABORT, 'tray_taken')
  END;
END
--;
CREATE TRIGGER orders_before_update BEFORE UPDATE ON orders FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.number) <> 'text' OR typeof(NEW.workflow) <> 'text' OR typeof(NEW.status) <> 'text' OR typeof(NEW.phase) <> 'text' OR typeof(NEW.site) <> 'text' OR typeof(NEW.channel) <> 'text' OR typeof(NEW.channel_id) <> 'text' OR typeof(NEW.external_id) <> 'text' OR typeof(NEW.channel_status) <> 'text' OR typeof(NEW.closed_elsewhere) <> 'integer' OR NEW.closed_elsewhere NOT IN (0, 1) OR typeof(NEW.parent) NOT IN ('text', 'null') OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.service) <> 'text' OR typeof(NEW.numbering) <> 'text' OR typeof(NEW.consignee) NOT IN ('text', 'null') OR typeof(NEW.shipment_store) <> 'text' OR typeof(NEW.created_at) NOT IN ('text', 'null') OR typeof(NEW.ship_by_at) NOT IN ('text', 'null') OR typeof(NEW.deliver_on) NOT IN ('text', 'null') OR typeof(NEW.delivery_window) <> 'text' OR typeof(NEW.total_kopecks) <> 'integer' OR typeof(NEW.due_goods_kopecks) <> 'integer' OR typeof(NEW.due_delivery_kopecks) <> 'integer' OR typeof(NEW.payload_hash) <> 'text' OR typeof(NEW.bench) NOT IN ('text', 'null') OR typeof(NEW.tray) NOT IN ('text', 'null') OR typeof(NEW.handed_over) <> 'integer' OR NEW.handed_over NOT IN (0, 1) OR typeof(NEW.passport_id) NOT IN ('integer', 'null') OR typeof(NEW.version) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (NEW.id <> OLD.id OR NEW.number <> OLD.number) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN OLD.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND NEW.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND (NEW.carrier <> OLD.carrier) THEN RAISE(ABORT, 'sealed')
  WHEN NEW.phase <> OLD.phase AND (OLD.closed_elsewhere) THEN RAISE(ABORT, 'closed_elsewhere')
  WHEN NEW.phase <> OLD.phase AND (NEW.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND OLD.phase NOT IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND NOT (OLD.phase = 'PACKED' AND NEW.phase = 'SHIPPED')) THEN RAISE(ABORT, 'out_only_by_shipped')
  WHEN NEW.phase <> OLD.phase AND ((OLD.phase || '>' || NEW.phase) NOT IN ('APPROVAL>APPROVAL', 'APPROVAL>APPROVED', 'APPROVAL>ASSEMBLY', 'APPROVAL>AVAILABLE', 'APPROVAL>CANCELLED', 'APPROVAL>NEW', 'APPROVAL>PACKED', 'APPROVAL>TAKEN_APART', 'APPROVED>APPROVAL', 'APPROVED>APPROVED', 'APPROVED>ASSEMBLY', 'APPROVED>AVAILABLE', 'APPROVED>CANCELLED', 'APPROVED>NEW', 'APPROVED>PACKED', 'APPROVED>TAKEN_APART', 'ASSEMBLY>APPROVAL', 'ASSEMBLY>APPROVED', 'ASSEMBLY>ASSEMBLY', 'ASSEMBLY>AVAILABLE', 'ASSEMBLY>CANCELLED', 'ASSEMBLY>NEW', 'ASSEMBLY>PACKED', 'ASSEMBLY>TAKEN_APART', 'AT_PICKUP>AT_PICKUP', 'AT_PICKUP>DELIVERED', 'AT_PICKUP>IN_DELIVERY', 'AT_PICKUP>RETURNED', 'AT_PICKUP>RETURNING', 'AVAILABLE>APPROVAL', 'AVAILABLE>APPROVED', 'AVAILABLE>ASSEMBLY', 'AVAILABLE>AVAILABLE', 'AVAILABLE>CANCELLED', 'AVAILABLE>NEW', 'AVAILABLE>PACKED', 'AVAILABLE>TAKEN_APART', 'CANCELLED>APPROVED', 'CANCELLED>CANCELLED', 'CANCELLED>TAKEN_APART', 'DELIVERED>AT_PICKUP', 'DELIVERED>DELIVERED', 'DELIVERED>IN_DELIVERY', 'DELIVERED>RETURNED', 'DELIVERED>RETURNING', 'IN_DELIVERY>AT_PICKUP', 'IN_DELIVERY>DELIVERED', 'IN_DELIVERY>IN_DELIVERY', 'IN_DELIVERY>RETURNED', 'IN_DELIVERY>RETURNING', 'NEW>APPROVAL', 'NEW>APPROVED', 'NEW>ASSEMBLY', 'NEW>AVAILABLE', 'NEW>CANCELLED', 'NEW>NEW', 'NEW>PACKED', 'NEW>TAKEN_APART', 'PACKED>APPROVAL', 'PACKED>APPROVED', 'PACKED>ASSEMBLY', 'PACKED>AVAILABLE', 'PACKED>CANCELLED', 'PACKED>NEW', 'PACKED>PACKED', 'PACKED>SHIPPED', 'PACKED>TAKEN_APART', 'RETURNED>AT_PICKUP', 'RETURNED>DELIVERED', 'RETURNED>IN_DELIVERY', 'RETURNED>RETURNED', 'RETURNED>RETURNING', 'RETURNED>TAKEN_APART', 'RETURNING>AT_PICKUP', 'RETURNING>DELIVERED', 'RETURNING>IN_DELIVERY', 'RETURNING>RETURNED', 'RETURNING>RETURNING', 'SHIPPED>ASSEMBLY', 'SHIPPED>AT_PICKUP', 'SHIPPED>CANCELLED', 'SHIPPED>DELIVERED', 'SHIPPED>IN_DELIVERY', 'SHIPPED>RETURNED', 'SHIPPED>RETURNING', 'SHIPPED>SHIPPED', 'SHIPPED>TAKEN_APART', 'TAKEN_APART>APPROVED', 'TAKEN_APART>CANCELLED', 'TAKEN_APART>TAKEN_APART')) THEN RAISE(ABORT, 'unlawful_move')
  WHEN NEW.phase <> OLD.phase AND ((OLD.phase || '>' || NEW.phase) NOT IN ('APPROVAL>APPROVAL', 'APPROVAL>APPROVED', 'APPROVAL>ASSEMBLY', 'APPROVAL>AVAILABLE', 'APPROVAL>CANCELLED', 'APPROVAL>NEW', 'APPROVAL>PACKED', 'APPROVAL>TAKEN_APART', 'APPROVED>APPROVAL', 'APPROVED>APPROVED', 'APPROVED>ASSEMBLY', 'APPROVED>AVAILABLE', 'APPROVED>CANCELLED', 'APPROVED>NEW', 'APPROVED>PACKED', 'APPROVED>TAKEN_APART', 'ASSEMBLY>APPROVAL', 'ASSEMBLY>APPROVED', 'ASSEMBLY>ASSEMBLY', 'ASSEMBLY>AVAILABLE', 'ASSEMBLY>CANCELLED', 'ASSEMBLY>NEW', 'ASSEMBLY>PACKED', 'ASSEMBLY>TAKEN_APART', 'AT_PICKUP>AT_PICKUP', 'AT_PICKUP>DELIVERED', 'AT_PICKUP>IN_DELIVERY', 'AT_PICKUP>RETURNED', 'AT_PICKUP>RETURNING', 'AVAILABLE>APPROVAL', 'AVAILABLE>APPROVED', 'AVAILABLE>ASSEMBLY', 'AVAILABLE>AVAILABLE', 'AVAILABLE>CANCELLED', 'AVAILABLE>NEW', 'AVAILABLE>PACKED', 'AVAILABLE>TAKEN_APART', 'CANCELLED>APPROVED', 'CANCELLED>CANCELLED', 'CANCELLED>TAKEN_APART', 'DELIVERED>AT_PICKUP', 'DELIVERED>DELIVERED', 'DELIVERED>IN_DELIVERY', 'DELIVERED>RETURNED', 'DELIVERED>RETURNING', 'IN_DELIVERY>AT_PICKUP', 'IN_DELIVERY>DELIVERED', 'IN_DELIVERY>IN_DELIVERY', 'IN_DELIVERY>RETURNED', 'IN_DELIVERY>RETURNING', 'NEW>APPROVAL', 'NEW>APPROVED', 'NEW>ASSEMBLY', 'NEW>AVAILABLE', 'NEW>CANCELLED', 'NEW>NEW', 'NEW>PACKED', 'NEW>TAKEN_APART', 'PACKED>APPROVAL', 'PACKED>APPROVED', 'PACKED>ASSEMBLY', 'PACKED>AVAILABLE', 'PACKED>CANCELLED', 'PACKED>NEW', 'PACKED>PACKED', 'PACKED>SHIPPED', 'PACKED>TAKEN_APART', 'RETURNED>AT_PICKUP', 'RETURNED>DELIVERED', 'RETURNED>IN_DELIVERY', 'RETURNED>RETURNED', 'RETURNED>RETURNING', 'RETURNED>TAKEN_APART', 'RETURNING>AT_PICKUP', 'RETURNING>DELIVERED', 'RETURNING>IN_DELIVERY', 'RETURNING>RETURNED', 'RETURNING>RETURNING', 'SHIPPED>AT_PICKUP', 'SHIPPED>DELIVERED', 'SHIPPED>IN_DELIVERY', 'SHIPPED>RETURNED', 'SHIPPED>RETURNING', 'SHIPPED>SHIPPED', 'TAKEN_APART>APPROVED', 'TAKEN_APART>CANCELLED', 'TAKEN_APART>TAKEN_APART') AND (OLD.handed_over OR EXISTS (SELECT 1 FROM parcels p JOIN manifest_rows r ON r.parcel_id = p.id JOIN manifests m ON m.id = r.manifest_id WHERE p.order_id = OLD.id AND r.removed_at IS NULL AND m.state = 'closed'))) THEN RAISE(ABORT, 'unlawful_move')
  WHEN (NEW.workflow <> OLD.workflow OR NEW.status <> OLD.status OR NEW.phase <> OLD.phase) AND NOT EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status AND s.phase = NEW.phase) THEN RAISE(ABORT, 'status_phase_mismatch')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = NEW.id AND CASE WHEN l.kind = 'goods' AND NOT l.cancelled THEN l.quantity ELSE 0 END <> (SELECT COUNT(*) FROM verified_units u JOIN parcels p ON p.id = u.parcel_id WHERE p.order_id = NEW.id AND p.state <> 'void' AND u.ended_at IS NULL AND u.line_key = l.line_key))) THEN RAISE(ABORT, 'shipped_unverified')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (NOT EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void')) THEN RAISE(ABORT, 'shipped_without_parcel')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = NEW.id AND CASE WHEN l.kind = 'goods' AND NOT l.cancelled THEN l.quantity ELSE 0 END > 0) AND EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void' AND NOT EXISTS (SELECT 1 FROM verified_units u WHERE u.parcel_id = p.id AND u.ended_at IS NULL))) THEN RAISE(ABORT, 'shipped_unverified')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void' AND (p.state <> 'closed' OR COALESCE(p.weight_g, 0) <= 0))) THEN RAISE(ABORT, 'shipped_unweighed')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void' AND NOT EXISTS (SELECT 1 FROM bindings b WHERE b.parcel_id = p.id AND b.ended_at IS NULL AND b.number <> ''))) THEN RAISE(ABORT, 'shipped_unbound')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (NEW.carrier = '') THEN RAISE(ABORT, 'shipped_without_carrier')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (NOT EXISTS (SELECT 1 FROM passport_checks c WHERE c.id = NEW.passport_id AND c.state IN ('clear', 'not_required', 'released'))) THEN RAISE(ABORT, 'shipped_without_passport')
  WHEN NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM holds h WHERE h.order_id = NEW.id AND h.released_at IS NULL)) THEN RAISE(ABORT, 'shipped_held')
  WHEN NEW.bench IS NOT NULL AND EXISTS (SELECT 1 FROM orders x WHERE x.bench = NEW.bench AND x.bench IS NOT NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'bench_taken')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM orders x WHERE x.number = NEW.number AND 1 = 1 AND x.id <> OLD.id) THEN RAISE(ABORT, 'order_number_taken')
  WHEN NEW.tray IS NOT NULL AND EXISTS (SELECT 1 FROM orders x WHERE x.tray = NEW.tray AND x.tray IS NOT NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'tray_taken')
  END;
END
--;
CREATE TRIGGER order_lines_before_insert BEFORE INSERT ON order_lines FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.line_key) <> 'text' OR typeof(NEW.position) <> 'integer' OR typeof(NEW.kind) <> 'text' OR typeof(NEW.offer) <> 'text' OR typeof(NEW.article) <> 'text' OR typeof(NEW.name) <> 'text' OR typeof(NEW.quantity) <> 'integer' OR typeof(NEW.price_kopecks) <> 'integer' OR typeof(NEW.barcodes) NOT IN ('text', 'null') OR typeof(NEW.properties) NOT IN ('text', 'null') OR typeof(NEW.cancelled) <> 'integer' OR NEW.cancelled NOT IN (0, 1) THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM order_lines x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE(ABORT, 'sealed')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM order_lines x WHERE x.order_id = NEW.order_id AND x.line_key = NEW.line_key AND 1 = 1) THEN RAISE(ABORT, 'line_key_taken')
  END;
END
--;
CREATE TRIGGER order_lines_before_update BEFORE UPDATE ON order_lines FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.line_key) <> 'text' OR typeof(NEW.position) <> 'integer' OR typeof(NEW.kind) <> 'text' OR typeof(NEW.offer) <> 'text' OR typeof(NEW.article) <> 'text' OR typeof(NEW.name) <> 'text' OR typeof(NEW.quantity) <> 'integer' OR typeof(NEW.price_kopecks) <> 'integer' OR typeof(NEW.barcodes) NOT IN ('text', 'null') OR typeof(NEW.properties) NOT IN ('text', 'null') OR typeof(NEW.cancelled) <> 'integer' OR NEW.cancelled NOT IN (0, 1) THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN ((SELECT o.phase FROM orders o WHERE o.id = OLD.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND (NEW.order_id <> OLD.order_id OR NEW.line_key <> OLD.line_key OR NEW.kind <> OLD.kind OR NEW.quantity <> OLD.quantity OR NEW.cancelled <> OLD.cancelled) THEN RAISE(ABORT, 'sealed')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM order_lines x WHERE x.order_id = NEW.order_id AND x.line_key = NEW.line_key AND 1 = 1 AND x.id <> OLD.id) THEN RAISE(ABORT, 'line_key_taken')
  END;
END
--;
CREATE TRIGGER parcels_before_insert BEFORE INSERT ON parcels FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.position) <> 'integer' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.numbering) <> 'text' OR typeof(NEW.opened_at) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.weight_g) NOT IN ('integer', 'null') OR typeof(NEW.weighed_by) NOT IN ('text', 'null') OR typeof(NEW.closed_at) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM parcels x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE(ABORT, 'sealed')
  END;
END
--;
CREATE TRIGGER parcels_before_update BEFORE UPDATE ON parcels FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.position) <> 'integer' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.numbering) <> 'text' OR typeof(NEW.opened_at) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.weight_g) NOT IN ('integer', 'null') OR typeof(NEW.weighed_by) NOT IN ('text', 'null') OR typeof(NEW.closed_at) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN ((SELECT o.phase FROM orders o WHERE o.id = OLD.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.order_id <> OLD.order_id OR NEW.state <> OLD.state OR NEW.carrier <> OLD.carrier) OR COALESCE(NEW.weight_g, 0) <> COALESCE(OLD.weight_g, 0)) THEN RAISE(ABORT, 'sealed')
  END;
END
--;
CREATE TRIGGER bindings_before_insert BEFORE INSERT ON bindings FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.number) <> 'text' OR typeof(NEW.bound_at) <> 'text' OR typeof(NEW.bound_by) <> 'text' OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.ended_at) NOT IN ('text', 'null') OR typeof(NEW.ended_by) NOT IN ('text', 'null') OR typeof(NEW.ended_why) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM bindings x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN TRIM(NEW.number, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') = NEW.number THEN RAISE(ABORT, 'number_empty')
  WHEN (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE(ABORT, 'sealed')
  WHEN EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND l.state = 'void' AND p.carrier = NEW.carrier) OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number AND b.carrier = NEW.carrier AND b.ended_why = 'void') THEN RAISE(ABORT, 'number_void')
  WHEN NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM bindings x WHERE x.carrier = NEW.carrier AND x.number = NEW.number AND x.ended_at IS NULL) THEN RAISE(ABORT, 'number_taken')
  WHEN NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM bindings x WHERE x.parcel_id = NEW.parcel_id AND x.ended_at IS NULL) THEN RAISE(ABORT, 'parcel_bound_already')
  END;
END
--;
CREATE TRIGGER bindings_before_update BEFORE UPDATE ON bindings FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.number) <> 'text' OR typeof(NEW.bound_at) <> 'text' OR typeof(NEW.bound_by) <> 'text' OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.ended_at) NOT IN ('text', 'null') OR typeof(NEW.ended_by) NOT IN ('text', 'null') OR typeof(NEW.ended_why) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN ((SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = OLD.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.parcel_id <> OLD.parcel_id OR NEW.carrier <> OLD.carrier OR NEW.number <> OLD.number OR NEW.bound_by <> OLD.bound_by OR NEW.bound_at <> OLD.bound_at OR NEW.scan_id <> OLD.scan_id) OR (NEW.ended_at IS NULL) <> (OLD.ended_at IS NULL)) THEN RAISE(ABORT, 'sealed')
  WHEN (NEW.carrier <> OLD.carrier OR NEW.number <> OLD.number) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN OLD.ended_why = 'void' AND COALESCE(NEW.ended_why, '') <> 'void' THEN RAISE(ABORT, 'number_void')
  WHEN OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL AND (EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND l.state = 'void' AND p.carrier = NEW.carrier) OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number AND b.carrier = NEW.carrier AND b.ended_why = 'void')) THEN RAISE(ABORT, 'number_void')
  WHEN NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM bindings x WHERE x.carrier = NEW.carrier AND x.number = NEW.number AND x.ended_at IS NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'number_taken')
  WHEN NEW.ended_at IS NULL AND EXISTS (SELECT 1 FROM bindings x WHERE x.parcel_id = NEW.parcel_id AND x.ended_at IS NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'parcel_bound_already')
  END;
END
--;
CREATE TRIGGER verified_units_before_insert BEFORE INSERT ON verified_units FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.line_key) <> 'text' OR typeof(NEW.offer) <> 'text' OR typeof(NEW.code) <> 'text' OR typeof(NEW.verified_by) <> 'text' OR typeof(NEW.verified_at) <> 'text' OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.unit) NOT IN ('text', 'null') OR typeof(NEW.uin) NOT IN ('text', 'null') OR typeof(NEW.ended_at) NOT IN ('text', 'null') OR typeof(NEW.ended_by) NOT IN ('text', 'null') OR typeof(NEW.ended_why) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM verified_units x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE(ABORT, 'sealed')
  WHEN NEW.ended_at IS NULL AND NEW.uin IS NOT NULL AND EXISTS (SELECT 1 FROM verified_units x WHERE x.uin = NEW.uin AND x.ended_at IS NULL AND x.uin IS NOT NULL) THEN RAISE(ABORT, 'uin_in_parcel')
  WHEN NEW.ended_at IS NULL AND NEW.unit IS NOT NULL AND EXISTS (SELECT 1 FROM verified_units x WHERE x.unit = NEW.unit AND x.ended_at IS NULL AND x.unit IS NOT NULL) THEN RAISE(ABORT, 'unit_in_parcel')
  END;
END
--;
CREATE TRIGGER verified_units_before_update BEFORE UPDATE ON verified_units FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.line_key) <> 'text' OR typeof(NEW.offer) <> 'text' OR typeof(NEW.code) <> 'text' OR typeof(NEW.verified_by) <> 'text' OR typeof(NEW.verified_at) <> 'text' OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.unit) NOT IN ('text', 'null') OR typeof(NEW.uin) NOT IN ('text', 'null') OR typeof(NEW.ended_at) NOT IN ('text', 'null') OR typeof(NEW.ended_by) NOT IN ('text', 'null') OR typeof(NEW.ended_why) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN ((SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = OLD.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.parcel_id <> OLD.parcel_id OR NEW.line_key <> OLD.line_key OR NEW.offer <> OLD.offer OR NEW.code <> OLD.code OR NEW.verified_by <> OLD.verified_by OR NEW.verified_at <> OLD.verified_at OR NEW.scan_id <> OLD.scan_id) OR (NEW.ended_at IS NULL) <> (OLD.ended_at IS NULL) OR (COALESCE(NEW.unit, '') <> COALESCE(OLD.unit, '') OR COALESCE(NEW.uin, '') <> COALESCE(OLD.uin, ''))) THEN RAISE(ABORT, 'sealed')
  WHEN NEW.ended_at IS NULL AND NEW.uin IS NOT NULL AND EXISTS (SELECT 1 FROM verified_units x WHERE x.uin = NEW.uin AND x.ended_at IS NULL AND x.uin IS NOT NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'uin_in_parcel')
  WHEN NEW.ended_at IS NULL AND NEW.unit IS NOT NULL AND EXISTS (SELECT 1 FROM verified_units x WHERE x.unit = NEW.unit AND x.ended_at IS NULL AND x.unit IS NOT NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'unit_in_parcel')
  END;
END
--;
CREATE TRIGGER parcel_labels_before_insert BEFORE INSERT ON parcel_labels FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.number) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.asked_at) <> 'text' OR typeof(NEW.asked_by) <> 'text' OR typeof(NEW.form) <> 'text' OR typeof(NEW.parcel_of) <> 'integer' OR typeof(NEW.printed_at) NOT IN ('text', 'null') OR typeof(NEW.copies) <> 'integer' OR typeof(NEW.trouble) <> 'text' OR typeof(NEW.bench) <> 'text' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM parcel_labels x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN TRIM(NEW.number, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') = NEW.number THEN RAISE(ABORT, 'number_empty')
  WHEN EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND p.carrier = (SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id) AND l.state = 'void') OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number AND b.carrier = (SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id) AND b.ended_why = 'void') THEN RAISE(ABORT, 'number_void')
  WHEN EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND p.carrier = (SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id)) THEN RAISE(ABORT, 'label_number_taken')
  END;
END
--;
CREATE TRIGGER parcel_labels_before_update BEFORE UPDATE ON parcel_labels FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.number) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.asked_at) <> 'text' OR typeof(NEW.asked_by) <> 'text' OR typeof(NEW.form) <> 'text' OR typeof(NEW.parcel_of) <> 'integer' OR typeof(NEW.printed_at) NOT IN ('text', 'null') OR typeof(NEW.copies) <> 'integer' OR typeof(NEW.trouble) <> 'text' OR typeof(NEW.bench) <> 'text' THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (NEW.number <> OLD.number) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN OLD.state = 'void' AND NEW.state <> 'void' THEN RAISE(ABORT, 'number_void')
  WHEN ((SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = OLD.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.parcel_id <> OLD.parcel_id) OR (NEW.state = 'void' AND OLD.state <> 'void')) THEN RAISE(ABORT, 'sealed')
  END;
END
--;
CREATE TRIGGER holds_before_insert BEFORE INSERT ON holds FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.reason) <> 'text' OR typeof(NEW.held_by) <> 'text' OR typeof(NEW.held_at) <> 'text' OR typeof(NEW.note) <> 'text' OR typeof(NEW.released_by) NOT IN ('text', 'null') OR typeof(NEW.released_at) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM holds x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER holds_before_update BEFORE UPDATE ON holds FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.reason) <> 'text' OR typeof(NEW.held_by) <> 'text' OR typeof(NEW.held_at) <> 'text' OR typeof(NEW.note) <> 'text' OR typeof(NEW.released_by) NOT IN ('text', 'null') OR typeof(NEW.released_at) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (NEW.order_id <> OLD.order_id) THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER passport_checks_before_insert BEFORE INSERT ON passport_checks FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.state) <> 'text' OR typeof(NEW.why) <> 'text' OR typeof(NEW.decided_by) <> 'text' OR typeof(NEW.decided_at) <> 'text' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM passport_checks x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER passport_checks_before_update BEFORE UPDATE ON passport_checks FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.state) <> 'text' OR typeof(NEW.why) <> 'text' OR typeof(NEW.decided_by) <> 'text' OR typeof(NEW.decided_at) <> 'text' THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER shipments_before_insert BEFORE INSERT ON shipments FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.service) <> 'text' OR typeof(NEW.reference) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.created_at) <> 'text' OR typeof(NEW.waybill) <> 'text' OR typeof(NEW.trouble_code) <> 'text' OR typeof(NEW.trouble_text) <> 'text' OR typeof(NEW.changed_at) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM shipments x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN NEW.state <> 'void' AND EXISTS (SELECT 1 FROM shipments x WHERE x.order_id = NEW.order_id AND x.state <> 'void') THEN RAISE(ABORT, 'shipment_live_already')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM shipments x WHERE x.reference = NEW.reference AND 1 = 1) THEN RAISE(ABORT, 'shipment_reference_taken')
  END;
END
--;
CREATE TRIGGER shipments_before_update BEFORE UPDATE ON shipments FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.order_id) <> 'integer' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.service) <> 'text' OR typeof(NEW.reference) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.created_at) <> 'text' OR typeof(NEW.waybill) <> 'text' OR typeof(NEW.trouble_code) <> 'text' OR typeof(NEW.trouble_text) <> 'text' OR typeof(NEW.changed_at) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN (NEW.order_id <> OLD.order_id OR NEW.reference <> OLD.reference) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN NEW.state <> 'void' AND EXISTS (SELECT 1 FROM shipments x WHERE x.order_id = NEW.order_id AND x.state <> 'void' AND x.id <> OLD.id) THEN RAISE(ABORT, 'shipment_live_already')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM shipments x WHERE x.reference = NEW.reference AND 1 = 1 AND x.id <> OLD.id) THEN RAISE(ABORT, 'shipment_reference_taken')
  END;
END
--;
CREATE TRIGGER workflow_statuses_before_insert BEFORE INSERT ON workflow_statuses FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.workflow) <> 'text' OR typeof(NEW.code) <> 'text' OR typeof(NEW.phase) <> 'text' OR typeof(NEW.names) NOT IN ('text', 'null') OR typeof(NEW.group_name) <> 'text' OR typeof(NEW.roles) NOT IN ('text', 'null') OR typeof(NEW.limit_minutes) NOT IN ('integer', 'null') OR typeof(NEW.position) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.code) THEN RAISE(ABORT, 'status_in_use')
  END;
END
--;
CREATE TRIGGER workflow_statuses_before_update BEFORE UPDATE ON workflow_statuses FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.workflow) <> 'text' OR typeof(NEW.code) <> 'text' OR typeof(NEW.phase) <> 'text' OR typeof(NEW.names) NOT IN ('text', 'null') OR typeof(NEW.group_name) <> 'text' OR typeof(NEW.roles) NOT IN ('text', 'null') OR typeof(NEW.limit_minutes) NOT IN ('integer', 'null') OR typeof(NEW.position) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN (NEW.workflow <> OLD.workflow OR NEW.code <> OLD.code OR NEW.phase <> OLD.phase) AND EXISTS (SELECT 1 FROM orders o WHERE o.workflow = OLD.workflow AND o.status = OLD.code) THEN RAISE(ABORT, 'status_in_use')
  END;
END
--;
CREATE TRIGGER manifests_before_insert BEFORE INSERT ON manifests FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.number) <> 'text' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.bench) <> 'text' OR typeof(NEW.opened_at) <> 'text' OR typeof(NEW.opened_by) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.closed_at) NOT IN ('text', 'null') OR typeof(NEW.closed_by) NOT IN ('text', 'null') OR typeof(NEW.courier) <> 'text' OR typeof(NEW.journal_head) <> 'text' OR typeof(NEW.journal_count) <> 'integer' OR typeof(NEW.act_kept_at) NOT IN ('text', 'null') OR typeof(NEW.version) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM manifests x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM manifests x WHERE x.number = NEW.number AND 1 = 1) THEN RAISE(ABORT, 'manifest_number_taken')
  END;
END
--;
CREATE TRIGGER manifests_before_update BEFORE UPDATE ON manifests FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.number) <> 'text' OR typeof(NEW.carrier) <> 'text' OR typeof(NEW.bench) <> 'text' OR typeof(NEW.opened_at) <> 'text' OR typeof(NEW.opened_by) <> 'text' OR typeof(NEW.state) <> 'text' OR typeof(NEW.closed_at) NOT IN ('text', 'null') OR typeof(NEW.closed_by) NOT IN ('text', 'null') OR typeof(NEW.courier) <> 'text' OR typeof(NEW.journal_head) <> 'text' OR typeof(NEW.journal_count) <> 'integer' OR typeof(NEW.act_kept_at) NOT IN ('text', 'null') OR typeof(NEW.version) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN OLD.state = 'closed' AND ((NEW.number <> OLD.number OR NEW.carrier <> OLD.carrier OR NEW.bench <> OLD.bench OR NEW.opened_at <> OLD.opened_at OR NEW.opened_by <> OLD.opened_by OR NEW.state <> OLD.state OR NEW.courier <> OLD.courier) OR (NEW.journal_head <> OLD.journal_head OR NEW.journal_count <> OLD.journal_count OR NEW.closed_at <> OLD.closed_at) OR (COALESCE(NEW.closed_by, '') <> COALESCE(OLD.closed_by, '')) OR (NEW.closed_at IS NULL) <> (OLD.closed_at IS NULL) OR OLD.act_kept_at IS NOT NULL) THEN RAISE(ABORT, 'manifest_closed')
  WHEN 1 = 1 AND EXISTS (SELECT 1 FROM manifests x WHERE x.number = NEW.number AND 1 = 1 AND x.id <> OLD.id) THEN RAISE(ABORT, 'manifest_number_taken')
  END;
END
--;
CREATE TRIGGER manifest_rows_before_insert BEFORE INSERT ON manifest_rows FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.manifest_id) <> 'integer' OR typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.order_number) <> 'text' OR typeof(NEW.parcel_position) <> 'integer' OR typeof(NEW.tracking) <> 'text' OR typeof(NEW.place) <> 'integer' OR typeof(NEW.caged_at) <> 'text' OR typeof(NEW.caged_by) <> 'text' OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.removed_at) NOT IN ('text', 'null') OR typeof(NEW.removed_by) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM manifest_rows x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN EXISTS (SELECT 1 FROM manifests m WHERE m.id = NEW.manifest_id AND m.state = 'closed') THEN RAISE(ABORT, 'manifest_closed')
  WHEN NEW.removed_at IS NULL AND EXISTS (SELECT 1 FROM manifest_rows x WHERE x.parcel_id = NEW.parcel_id AND x.removed_at IS NULL) THEN RAISE(ABORT, 'parcel_on_manifest')
  END;
END
--;
CREATE TRIGGER manifest_rows_before_update BEFORE UPDATE ON manifest_rows FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.manifest_id) <> 'integer' OR typeof(NEW.parcel_id) <> 'integer' OR typeof(NEW.order_number) <> 'text' OR typeof(NEW.parcel_position) <> 'integer' OR typeof(NEW.tracking) <> 'text' OR typeof(NEW.place) <> 'integer' OR typeof(NEW.caged_at) <> 'text' OR typeof(NEW.caged_by) <> 'text' OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.removed_at) NOT IN ('text', 'null') OR typeof(NEW.removed_by) NOT IN ('text', 'null') THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN EXISTS (SELECT 1 FROM manifests m WHERE m.id = OLD.manifest_id AND m.state = 'closed') OR EXISTS (SELECT 1 FROM manifests m WHERE m.id = NEW.manifest_id AND m.state = 'closed') THEN RAISE(ABORT, 'manifest_closed')
  WHEN OLD.removed_at IS NOT NULL OR (NEW.manifest_id <> OLD.manifest_id OR NEW.parcel_id <> OLD.parcel_id OR NEW.tracking <> OLD.tracking OR NEW.place <> OLD.place) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN NEW.removed_at IS NULL AND EXISTS (SELECT 1 FROM manifest_rows x WHERE x.parcel_id = NEW.parcel_id AND x.removed_at IS NULL AND x.id <> OLD.id) THEN RAISE(ABORT, 'parcel_on_manifest')
  END;
END
--;
CREATE TRIGGER number_ranges_before_insert BEFORE INSERT ON number_ranges FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.carrier) <> 'text' OR typeof(NEW.first_counter) <> 'integer' OR typeof(NEW.last_counter) <> 'integer' OR typeof(NEW.next_counter) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM number_ranges x WHERE x.id = NEW.id) THEN RAISE(ABORT, 'kept_for_ever')
  WHEN EXISTS (SELECT 1 FROM number_ranges r WHERE r.carrier = NEW.carrier AND r.first_counter <= NEW.last_counter AND r.last_counter >= NEW.first_counter) THEN RAISE(ABORT, 'number_range_overlaps')
  END;
END
--;
CREATE TRIGGER number_ranges_before_update BEFORE UPDATE ON number_ranges FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.carrier) <> 'text' OR typeof(NEW.first_counter) <> 'integer' OR typeof(NEW.last_counter) <> 'integer' OR typeof(NEW.next_counter) <> 'integer' THEN RAISE(ABORT, 'wrong_type')
  WHEN NEW.id <> OLD.id THEN RAISE(ABORT, 'kept_for_ever')
  WHEN NEW.next_counter < OLD.next_counter OR (NEW.carrier <> OLD.carrier OR NEW.first_counter <> OLD.first_counter OR NEW.last_counter <> OLD.last_counter) THEN RAISE(ABORT, 'number_given_once')
  END;
END
--;
CREATE TRIGGER journal_before_insert BEFORE INSERT ON journal FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.bench) <> 'text' OR typeof(NEW.seq) <> 'integer' OR typeof(NEW.written_at) <> 'text' OR typeof(NEW.kind) <> 'text' OR typeof(NEW.code) <> 'text' OR typeof(NEW.tone) <> 'text' OR typeof(NEW.intent) <> 'text' OR typeof(NEW.operator) <> 'text' OR typeof(NEW.order_number) <> 'text' OR typeof(NEW.parcel) NOT IN ('integer', 'null') OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.payload) <> 'text' OR typeof(NEW.previous_mac) <> 'text' OR typeof(NEW.mac) <> 'text' THEN RAISE(ABORT, 'wrong_type')
  WHEN EXISTS (SELECT 1 FROM journal x WHERE x.id = NEW.id OR (x.bench = NEW.bench AND x.seq = NEW.seq)) THEN RAISE(ABORT, 'journal_append_only')
  END;
END
--;
CREATE TRIGGER journal_before_update BEFORE UPDATE ON journal FOR EACH ROW BEGIN
  SELECT CASE
  WHEN typeof(NEW.bench) <> 'text' OR typeof(NEW.seq) <> 'integer' OR typeof(NEW.written_at) <> 'text' OR typeof(NEW.kind) <> 'text' OR typeof(NEW.code) <> 'text' OR typeof(NEW.tone) <> 'text' OR typeof(NEW.intent) <> 'text' OR typeof(NEW.operator) <> 'text' OR typeof(NEW.order_number) <> 'text' OR typeof(NEW.parcel) NOT IN ('integer', 'null') OR typeof(NEW.scan_id) <> 'text' OR typeof(NEW.payload) <> 'text' OR typeof(NEW.previous_mac) <> 'text' OR typeof(NEW.mac) <> 'text' THEN RAISE(ABORT, 'wrong_type')
  WHEN 1 = 1 THEN RAISE(ABORT, 'journal_append_only')
  END;
END
--;
CREATE TRIGGER orders_before_delete BEFORE DELETE ON orders FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER order_lines_before_delete BEFORE DELETE ON order_lines FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER holds_before_delete BEFORE DELETE ON holds FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER passport_checks_before_delete BEFORE DELETE ON passport_checks FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER shipments_before_delete BEFORE DELETE ON shipments FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER parcels_before_delete BEFORE DELETE ON parcels FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER verified_units_before_delete BEFORE DELETE ON verified_units FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER bindings_before_delete BEFORE DELETE ON bindings FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER parcel_labels_before_delete BEFORE DELETE ON parcel_labels FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER manifests_before_delete BEFORE DELETE ON manifests FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER manifest_rows_before_delete BEFORE DELETE ON manifest_rows FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER number_ranges_before_delete BEFORE DELETE ON number_ranges FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'kept_for_ever')
  END;
END
--;
CREATE TRIGGER journal_before_delete BEFORE DELETE ON journal FOR EACH ROW BEGIN
  SELECT CASE
  WHEN 1 = 1 THEN RAISE(ABORT, 'journal_append_only')
  END;
END
--;
CREATE TRIGGER workflow_statuses_before_delete BEFORE DELETE ON workflow_statuses FOR EACH ROW BEGIN
  SELECT CASE
  WHEN EXISTS (SELECT 1 FROM orders o WHERE o.workflow = OLD.workflow AND o.status = OLD.code) THEN RAISE(ABORT, 'status_in_use')
  END;
END
