CREATE TABLE barcodes (
  key TEXT NOT NULL,
  offer TEXT NOT NULL,
  generation INTEGER NOT NULL,
  barcode TEXT NOT NULL,
  CONSTRAINT pk_barcodes PRIMARY KEY (key, offer, generation)
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
  seen_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_benches PRIMARY KEY (name)
)
--;
CREATE TABLE catalogue_generations (
  id SERIAL NOT NULL,
  source TEXT NOT NULL,
  state TEXT NOT NULL,
  begun_at TIMESTAMP WITH TIME ZONE NOT NULL,
  live_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_catalogue_generations PRIMARY KEY (id)
)
--;
CREATE TABLE journal (
  id SERIAL NOT NULL,
  bench TEXT NOT NULL,
  seq INTEGER NOT NULL,
  written_at TIMESTAMP WITH TIME ZONE NOT NULL,
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
  key TEXT NOT NULL,
  offer TEXT NOT NULL,
  CONSTRAINT pk_line_barcodes PRIMARY KEY (key, offer)
)
--;
CREATE TABLE manifests (
  id SERIAL NOT NULL,
  number TEXT NOT NULL,
  carrier TEXT NOT NULL,
  bench TEXT NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  opened_by TEXT NOT NULL,
  state TEXT NOT NULL,
  closed_at TIMESTAMP WITH TIME ZONE,
  closed_by TEXT,
  courier TEXT DEFAULT '' NOT NULL,
  journal_head TEXT DEFAULT '' NOT NULL,
  journal_count INTEGER DEFAULT '0' NOT NULL,
  act_kept_at TIMESTAMP WITH TIME ZONE,
  version INTEGER DEFAULT '1' NOT NULL,
  CONSTRAINT pk_manifests PRIMARY KEY (id)
)
--;
CREATE INDEX ix_manifests_act ON manifests (bench, state, act_kept_at)
--;
CREATE UNIQUE INDEX manifest_number_taken ON manifests (number)
--;
CREATE TABLE number_ranges (
  id SERIAL NOT NULL,
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
  uin_required BOOLEAN DEFAULT false NOT NULL,
  weight_mg INTEGER DEFAULT '0' NOT NULL,
  size TEXT DEFAULT '' NOT NULL,
  stone TEXT DEFAULT '' NOT NULL,
  properties TEXT,
  jewellery BOOLEAN DEFAULT false NOT NULL,
  picture TEXT DEFAULT '' NOT NULL,
  place TEXT DEFAULT '' NOT NULL,
  store TEXT DEFAULT '' NOT NULL,
  CONSTRAINT pk_offers PRIMARY KEY (code, generation)
)
--;
CREATE INDEX ix_offers_generation ON offers (generation)
--;
CREATE TABLE operators (
  id SERIAL NOT NULL,
  code TEXT NOT NULL,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  badge_hash TEXT NOT NULL,
  pin_hash TEXT DEFAULT '' NOT NULL,
  active BOOLEAN DEFAULT true NOT NULL,
  pin_failures INTEGER DEFAULT '0' NOT NULL,
  pin_locked_until_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_operators PRIMARY KEY (id)
)
--;
CREATE UNIQUE INDEX badge_taken ON operators (badge_hash)
--;
CREATE UNIQUE INDEX operator_code_taken ON operators (code)
--;
CREATE TABLE outbox (
  id SERIAL NOT NULL,
  topic TEXT NOT NULL,
  key TEXT NOT NULL,
  order_number TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL,
  attempts INTEGER NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  next_try_at TIMESTAMP WITH TIME ZONE NOT NULL,
  trouble TEXT NOT NULL,
  CONSTRAINT pk_outbox PRIMARY KEY (id)
)
--;
CREATE INDEX ix_outbox_state ON outbox (state, topic)
--;
CREATE UNIQUE INDEX outbox_key_taken ON outbox (topic, key)
--;
CREATE TABLE passport_checks (
  id SERIAL NOT NULL,
  state TEXT NOT NULL,
  why TEXT NOT NULL,
  decided_by TEXT NOT NULL,
  decided_at TIMESTAMP WITH TIME ZONE NOT NULL,
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
  id SERIAL NOT NULL,
  number TEXT NOT NULL,
  workflow TEXT NOT NULL,
  status TEXT NOT NULL,
  phase TEXT NOT NULL,
  site TEXT DEFAULT '' NOT NULL,
  channel TEXT DEFAULT '' NOT NULL,
  channel_id TEXT DEFAULT '' NOT NULL,
  external_id TEXT DEFAULT '' NOT NULL,
  channel_status TEXT DEFAULT '' NOT NULL,
  closed_elsewhere BOOLEAN DEFAULT false NOT NULL,
  parent TEXT,
  carrier TEXT DEFAULT '' NOT NULL,
  service TEXT DEFAULT '' NOT NULL,
  numbering TEXT DEFAULT 'allotted' NOT NULL,
  consignee TEXT,
  shipment_store TEXT DEFAULT '' NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE,
  ship_by_at TIMESTAMP WITH TIME ZONE,
  deliver_on DATE,
  delivery_window TEXT DEFAULT '' NOT NULL,
  total_kopecks BIGINT DEFAULT '0' NOT NULL,
  due_goods_kopecks BIGINT DEFAULT '0' NOT NULL,
  due_delivery_kopecks BIGINT DEFAULT '0' NOT NULL,
  payload_hash TEXT DEFAULT '' NOT NULL,
  bench TEXT,
  tray TEXT,
  handed_over BOOLEAN DEFAULT false NOT NULL,
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
  id SERIAL NOT NULL,
  order_id INTEGER NOT NULL,
  reason TEXT NOT NULL,
  held_by TEXT NOT NULL,
  held_at TIMESTAMP WITH TIME ZONE NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  released_by TEXT,
  released_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_holds PRIMARY KEY (id),
  CONSTRAINT fk_holds_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_holds_order_id ON holds (order_id)
--;
CREATE TABLE order_lines (
  id SERIAL NOT NULL,
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
  cancelled BOOLEAN DEFAULT false NOT NULL,
  CONSTRAINT pk_order_lines PRIMARY KEY (id),
  CONSTRAINT fk_order_lines_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_order_lines_order_id ON order_lines (order_id)
--;
CREATE UNIQUE INDEX line_key_taken ON order_lines (order_id, line_key)
--;
CREATE TABLE parcels (
  id SERIAL NOT NULL,
  order_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  numbering TEXT NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  state TEXT NOT NULL,
  weight_g INTEGER,
  weighed_by TEXT,
  closed_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_parcels PRIMARY KEY (id),
  CONSTRAINT fk_parcels_order_id FOREIGN KEY(order_id) REFERENCES orders (id)
)
--;
CREATE INDEX ix_parcels_order_id ON parcels (order_id)
--;
CREATE TABLE shipments (
  id SERIAL NOT NULL,
  order_id INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  service TEXT NOT NULL,
  reference TEXT NOT NULL,
  state TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  waybill TEXT DEFAULT '' NOT NULL,
  trouble_code TEXT DEFAULT '' NOT NULL,
  trouble_text TEXT DEFAULT '' NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE,
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
  id SERIAL NOT NULL,
  parcel_id INTEGER NOT NULL,
  carrier TEXT NOT NULL,
  number TEXT NOT NULL,
  bound_at TIMESTAMP WITH TIME ZONE NOT NULL,
  bound_by TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
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
  id SERIAL NOT NULL,
  manifest_id INTEGER NOT NULL,
  parcel_id INTEGER NOT NULL,
  order_number TEXT NOT NULL,
  parcel_position INTEGER NOT NULL,
  tracking TEXT NOT NULL,
  place INTEGER NOT NULL,
  caged_at TIMESTAMP WITH TIME ZONE NOT NULL,
  caged_by TEXT NOT NULL,
  scan_id TEXT NOT NULL,
  removed_at TIMESTAMP WITH TIME ZONE,
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
  id SERIAL NOT NULL,
  parcel_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  state TEXT NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE NOT NULL,
  asked_by TEXT NOT NULL,
  form TEXT DEFAULT '' NOT NULL,
  parcel_of INTEGER DEFAULT '1' NOT NULL,
  printed_at TIMESTAMP WITH TIME ZONE,
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
  id SERIAL NOT NULL,
  parcel_id INTEGER NOT NULL,
  line_key TEXT NOT NULL,
  offer TEXT NOT NULL,
  code TEXT NOT NULL,
  verified_by TEXT NOT NULL,
  verified_at TIMESTAMP WITH TIME ZONE NOT NULL,
  scan_id TEXT NOT NULL,
  unit TEXT,
  uin TEXT,
  ended_at TIMESTAMP WITH TIME ZONE,
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
  png BYTEA NOT NULL,
  pdf BYTEA NOT NULL,
  dpi INTEGER NOT NULL,
  width_mm INTEGER NOT NULL,
  height_mm INTEGER NOT NULL,
  CONSTRAINT pk_label_files PRIMARY KEY (label_id),
  CONSTRAINT fk_label_files_label_id FOREIGN KEY(label_id) REFERENCES parcel_labels (id)
)
--;
CREATE FUNCTION orders_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER orders_before_delete BEFORE DELETE ON orders FOR EACH ROW EXECUTE FUNCTION orders_before_delete()
--;
CREATE FUNCTION order_lines_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER order_lines_before_delete BEFORE DELETE ON order_lines FOR EACH ROW EXECUTE FUNCTION order_lines_before_delete()
--;
CREATE FUNCTION holds_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER holds_before_delete BEFORE DELETE ON holds FOR EACH ROW EXECUTE FUNCTION holds_before_delete()
--;
CREATE FUNCTION passport_checks_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER passport_checks_before_delete BEFORE DELETE ON passport_checks FOR EACH ROW EXECUTE FUNCTION passport_checks_before_delete()
--;
CREATE FUNCTION shipments_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER shipments_before_delete BEFORE DELETE ON shipments FOR EACH ROW EXECUTE FUNCTION shipments_before_delete()
--;
CREATE FUNCTION parcels_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER parcels_before_delete BEFORE DELETE ON parcels FOR EACH ROW EXECUTE FUNCTION parcels_before_delete()
--;
CREATE FUNCTION verified_units_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER verified_units_before_delete BEFORE DELETE ON verified_units FOR EACH ROW EXECUTE FUNCTION verified_units_before_delete()
--;
CREATE FUNCTION bindings_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER bindings_before_delete BEFORE DELETE ON bindings FOR EACH ROW EXECUTE FUNCTION bindings_before_delete()
--;
CREATE FUNCTION parcel_labels_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER parcel_labels_before_delete BEFORE DELETE ON parcel_labels FOR EACH ROW EXECUTE FUNCTION parcel_labels_before_delete()
--;
CREATE FUNCTION manifests_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER manifests_before_delete BEFORE DELETE ON manifests FOR EACH ROW EXECUTE FUNCTION manifests_before_delete()
--;
CREATE FUNCTION manifest_rows_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER manifest_rows_before_delete BEFORE DELETE ON manifest_rows FOR EACH ROW EXECUTE FUNCTION manifest_rows_before_delete()
--;
CREATE FUNCTION number_ranges_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER number_ranges_before_delete BEFORE DELETE ON number_ranges FOR EACH ROW EXECUTE FUNCTION number_ranges_before_delete()
--;
CREATE FUNCTION orders_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status FOR SHARE;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' THEN PERFORM 1 FROM passport_checks c WHERE c.id = NEW.passport_id FOR SHARE; END IF;
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF (NEW.id <> OLD.id OR NEW.number <> OLD.number) THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF OLD.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND NEW.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND (NEW.carrier <> OLD.carrier) THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  IF NEW.phase <> OLD.phase AND (OLD.closed_elsewhere) THEN RAISE EXCEPTION 'closed_elsewhere' USING ERRCODE = '23000'; END IF;
  IF NEW.phase <> OLD.phase AND (NEW.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND OLD.phase NOT IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') AND NOT (OLD.phase = 'PACKED' AND NEW.phase = 'SHIPPED')) THEN RAISE EXCEPTION 'out_only_by_shipped' USING ERRCODE = '23000'; END IF;
  IF NEW.phase <> OLD.phase AND ((OLD.phase || '>' || NEW.phase) NOT IN ('APPROVAL>APPROVAL', 'APPROVAL>APPROVED', 'APPROVAL>ASSEMBLY', 'APPROVAL>AVAILABLE', 'APPROVAL>CANCELLED', 'APPROVAL>NEW', 'APPROVAL>PACKED', 'APPROVAL>TAKEN_APART', 'APPROVED>APPROVAL', 'APPROVED>APPROVED', 'APPROVED>ASSEMBLY', 'APPROVED>AVAILABLE', 'APPROVED>CANCELLED', 'APPROVED>NEW', 'APPROVED>PACKED', 'APPROVED>TAKEN_APART', 'ASSEMBLY>APPROVAL', 'ASSEMBLY>APPROVED', 'ASSEMBLY>ASSEMBLY', 'ASSEMBLY>AVAILABLE', 'ASSEMBLY>CANCELLED', 'ASSEMBLY>NEW', 'ASSEMBLY>PACKED', 'ASSEMBLY>TAKEN_APART', 'AT_PICKUP>AT_PICKUP', 'AT_PICKUP>DELIVERED', 'AT_PICKUP>IN_DELIVERY', 'AT_PICKUP>RETURNED', 'AT_PICKUP>RETURNING', 'AVAILABLE>APPROVAL', 'AVAILABLE>APPROVED', 'AVAILABLE>ASSEMBLY', 'AVAILABLE>AVAILABLE', 'AVAILABLE>CANCELLED', 'AVAILABLE>NEW', 'AVAILABLE>PACKED', 'AVAILABLE>TAKEN_APART', 'CANCELLED>APPROVED', 'CANCELLED>CANCELLED', 'CANCELLED>TAKEN_APART', 'DELIVERED>AT_PICKUP', 'DELIVERED>DELIVERED', 'DELIVERED>IN_DELIVERY', 'DELIVERED>RETURNED', 'DELIVERED>RETURNING', 'IN_DELIVERY>AT_PICKUP', 'IN_DELIVERY>DELIVERED', 'IN_DELIVERY>IN_DELIVERY', 'IN_DELIVERY>RETURNED', 'IN_DELIVERY>RETURNING', 'NEW>APPROVAL', 'NEW>APPROVED', 'NEW>ASSEMBLY', 'NEW>AVAILABLE', 'NEW>CANCELLED', 'NEW>NEW', 'NEW>PACKED', 'NEW>TAKEN_APART', 'PACKED>APPROVAL', 'PACKED>APPROVED', 'PACKED>ASSEMBLY', 'PACKED>AVAILABLE', 'PACKED>CANCELLED', 'PACKED>NEW', 'PACKED>PACKED', 'PACKED>SHIPPED', 'PACKED>TAKEN_APART', 'RETURNED>AT_PICKUP', 'RETURNED>DELIVERED', 'RETURNED>IN_DELIVERY', 'RETURNED>RETURNED', 'RETURNED>RETURNING', 'RETURNED>TAKEN_APART', 'RETURNING>AT_PICKUP', 'RETURNING>DELIVERED', 'RETURNING>IN_DELIVERY', 'RETURNING>RETURNED', 'RETURNING>RETURNING', 'SHIPPED>ASSEMBLY', 'SHIPPED>AT_PICKUP', 'SHIPPED>CANCELLED', 'SHIPPED>DELIVERED', 'SHIPPED>IN_DELIVERY', 'SHIPPED>RETURNED', 'SHIPPED>RETURNING', 'SHIPPED>SHIPPED', 'SHIPPED>TAKEN_APART', 'TAKEN_APART>APPROVED', 'TAKEN_APART>CANCELLED', 'TAKEN_APART>TAKEN_APART')) THEN RAISE EXCEPTION 'unlawful_move' USING ERRCODE = '23000'; END IF;
  IF NEW.phase <> OLD.phase AND ((OLD.phase || '>' || NEW.phase) NOT IN ('APPROVAL>APPROVAL', 'APPROVAL>APPROVED', 'APPROVAL>ASSEMBLY', 'APPROVAL>AVAILABLE', 'APPROVAL>CANCELLED', 'APPROVAL>NEW', 'APPROVAL>PACKED', 'APPROVAL>TAKEN_APART', 'APPROVED>APPROVAL', 'APPROVED>APPROVED', 'APPROVED>ASSEMBLY', 'APPROVED>AVAILABLE', 'APPROVED>CANCELLED', 'APPROVED>NEW', 'APPROVED>PACKED', 'APPROVED>TAKEN_APART', 'ASSEMBLY>APPROVAL', 'ASSEMBLY>APPROVED', 'ASSEMBLY>ASSEMBLY', 'ASSEMBLY>AVAILABLE', 'ASSEMBLY>CANCELLED', 'ASSEMBLY>NEW', 'ASSEMBLY>PACKED', 'ASSEMBLY>TAKEN_APART', 'AT_PICKUP>AT_PICKUP', 'AT_PICKUP>DELIVERED', 'AT_PICKUP>IN_DELIVERY', 'AT_PICKUP>RETURNED', 'AT_PICKUP>RETURNING', 'AVAILABLE>APPROVAL', 'AVAILABLE>APPROVED', 'AVAILABLE>ASSEMBLY', 'AVAILABLE>AVAILABLE', 'AVAILABLE>CANCELLED', 'AVAILABLE>NEW', 'AVAILABLE>PACKED', 'AVAILABLE>TAKEN_APART', 'CANCELLED>APPROVED', 'CANCELLED>CANCELLED', 'CANCELLED>TAKEN_APART', 'DELIVERED>AT_PICKUP', 'DELIVERED>DELIVERED', 'DELIVERED>IN_DELIVERY', 'DELIVERED>RETURNED', 'DELIVERED>RETURNING', 'IN_DELIVERY>AT_PICKUP', 'IN_DELIVERY>DELIVERED', 'IN_DELIVERY>IN_DELIVERY', 'IN_DELIVERY>RETURNED', 'IN_DELIVERY>RETURNING', 'NEW>APPROVAL', 'NEW>APPROVED', 'NEW>ASSEMBLY', 'NEW>AVAILABLE', 'NEW>CANCELLED', 'NEW>NEW', 'NEW>PACKED', 'NEW>TAKEN_APART', 'PACKED>APPROVAL', 'PACKED>APPROVED', 'PACKED>ASSEMBLY', 'PACKED>AVAILABLE', 'PACKED>CANCELLED', 'PACKED>NEW', 'PACKED>PACKED', 'PACKED>SHIPPED', 'PACKED>TAKEN_APART', 'RETURNED>AT_PICKUP', 'RETURNED>DELIVERED', 'RETURNED>IN_DELIVERY', 'RETURNED>RETURNED', 'RETURNED>RETURNING', 'RETURNED>TAKEN_APART', 'RETURNING>AT_PICKUP', 'RETURNING>DELIVERED', 'RETURNING>IN_DELIVERY', 'RETURNING>RETURNED', 'RETURNING>RETURNING', 'SHIPPED>AT_PICKUP', 'SHIPPED>DELIVERED', 'SHIPPED>IN_DELIVERY', 'SHIPPED>RETURNED', 'SHIPPED>RETURNING', 'SHIPPED>SHIPPED', 'TAKEN_APART>APPROVED', 'TAKEN_APART>CANCELLED', 'TAKEN_APART>TAKEN_APART') AND (OLD.handed_over OR EXISTS (SELECT 1 FROM parcels p JOIN manifest_rows r ON r.parcel_id = p.id JOIN manifests m ON m.id = r.manifest_id WHERE p.order_id = OLD.id AND r.removed_at IS NULL AND m.state = 'closed'))) THEN RAISE EXCEPTION 'unlawful_move' USING ERRCODE = '23000'; END IF;
  IF (NEW.workflow <> OLD.workflow OR NEW.status <> OLD.status OR NEW.phase <> OLD.phase) AND NOT EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status AND s.phase = NEW.phase) THEN RAISE EXCEPTION 'status_phase_mismatch' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = NEW.id AND CASE WHEN l.kind = 'goods' AND NOT l.cancelled THEN l.quantity ELSE 0 END <> (SELECT COUNT(*) FROM verified_units u JOIN parcels p ON p.id = u.parcel_id WHERE p.order_id = NEW.id AND p.state <> 'void' AND u.ended_at IS NULL AND u.line_key = l.line_key))) THEN RAISE EXCEPTION 'shipped_unverified' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (NOT EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void')) THEN RAISE EXCEPTION 'shipped_without_parcel' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = NEW.id AND CASE WHEN l.kind = 'goods' AND NOT l.cancelled THEN l.quantity ELSE 0 END > 0) AND EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void' AND NOT EXISTS (SELECT 1 FROM verified_units u WHERE u.parcel_id = p.id AND u.ended_at IS NULL))) THEN RAISE EXCEPTION 'shipped_unverified' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void' AND (p.state <> 'closed' OR COALESCE(p.weight_g, 0) <= 0))) THEN RAISE EXCEPTION 'shipped_unweighed' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM parcels p WHERE p.order_id = NEW.id AND p.state <> 'void' AND NOT EXISTS (SELECT 1 FROM bindings b WHERE b.parcel_id = p.id AND b.ended_at IS NULL AND b.number <> ''))) THEN RAISE EXCEPTION 'shipped_unbound' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (NEW.carrier = '') THEN RAISE EXCEPTION 'shipped_without_carrier' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (NOT EXISTS (SELECT 1 FROM passport_checks c WHERE c.id = NEW.passport_id AND c.state IN ('clear', 'not_required', 'released'))) THEN RAISE EXCEPTION 'shipped_without_passport' USING ERRCODE = '23000'; END IF;
  IF NEW.phase = 'SHIPPED' AND OLD.phase <> 'SHIPPED' AND (EXISTS (SELECT 1 FROM holds h WHERE h.order_id = NEW.id AND h.released_at IS NULL)) THEN RAISE EXCEPTION 'shipped_held' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER orders_before_update BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION orders_before_update()
--;
CREATE FUNCTION order_lines_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR NO KEY UPDATE;
  PERFORM 1 FROM orders o WHERE o.id = OLD.order_id FOR NO KEY UPDATE;
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF ((SELECT o.phase FROM orders o WHERE o.id = OLD.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND (NEW.order_id <> OLD.order_id OR NEW.line_key <> OLD.line_key OR NEW.kind <> OLD.kind OR NEW.quantity <> OLD.quantity OR NEW.cancelled <> OLD.cancelled) THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER order_lines_before_update BEFORE UPDATE ON order_lines FOR EACH ROW EXECUTE FUNCTION order_lines_before_update()
--;
CREATE FUNCTION holds_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF (NEW.order_id <> OLD.order_id) THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER holds_before_update BEFORE UPDATE ON holds FOR EACH ROW EXECUTE FUNCTION holds_before_update()
--;
CREATE FUNCTION passport_checks_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER passport_checks_before_update BEFORE UPDATE ON passport_checks FOR EACH ROW EXECUTE FUNCTION passport_checks_before_update()
--;
CREATE FUNCTION shipments_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF (NEW.order_id <> OLD.order_id OR NEW.reference <> OLD.reference) THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER shipments_before_update BEFORE UPDATE ON shipments FOR EACH ROW EXECUTE FUNCTION shipments_before_update()
--;
CREATE FUNCTION parcels_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR NO KEY UPDATE;
  PERFORM 1 FROM orders o WHERE o.id = OLD.order_id FOR NO KEY UPDATE;
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF ((SELECT o.phase FROM orders o WHERE o.id = OLD.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.order_id <> OLD.order_id OR NEW.state <> OLD.state OR NEW.carrier <> OLD.carrier) OR COALESCE(NEW.weight_g, 0) <> COALESCE(OLD.weight_g, 0)) THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER parcels_before_update BEFORE UPDATE ON parcels FOR EACH ROW EXECUTE FUNCTION parcels_before_update()
--;
CREATE FUNCTION verified_units_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = NEW.parcel_id) FOR NO KEY UPDATE;
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = OLD.parcel_id) FOR NO KEY UPDATE;
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF ((SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = OLD.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.parcel_id <> OLD.parcel_id OR NEW.line_key <> OLD.line_key OR NEW.offer <> OLD.offer OR NEW.code <> OLD.code OR NEW.verified_by <> OLD.verified_by OR NEW.verified_at <> OLD.verified_at OR NEW.scan_id <> OLD.scan_id) OR (NEW.ended_at IS NULL) <> (OLD.ended_at IS NULL) OR (COALESCE(NEW.unit, '') <> COALESCE(OLD.unit, '') OR COALESCE(NEW.uin, '') <> COALESCE(OLD.uin, ''))) THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER verified_units_before_update BEFORE UPDATE ON verified_units FOR EACH ROW EXECUTE FUNCTION verified_units_before_update()
--;
CREATE FUNCTION bindings_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = NEW.parcel_id) FOR NO KEY UPDATE;
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = OLD.parcel_id) FOR NO KEY UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('number ' || NEW.number, 0));
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF ((SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = OLD.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.parcel_id <> OLD.parcel_id OR NEW.carrier <> OLD.carrier OR NEW.number <> OLD.number OR NEW.bound_by <> OLD.bound_by OR NEW.bound_at <> OLD.bound_at OR NEW.scan_id <> OLD.scan_id) OR (NEW.ended_at IS NULL) <> (OLD.ended_at IS NULL)) THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  IF (NEW.carrier <> OLD.carrier OR NEW.number <> OLD.number) THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF OLD.ended_why = 'void' AND COALESCE(NEW.ended_why, '') <> 'void' THEN RAISE EXCEPTION 'number_void' USING ERRCODE = '23000'; END IF;
  IF OLD.ended_at IS NOT NULL AND NEW.ended_at IS NULL AND (EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND l.state = 'void' AND p.carrier = NEW.carrier) OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number AND b.carrier = NEW.carrier AND b.ended_why = 'void')) THEN RAISE EXCEPTION 'number_void' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER bindings_before_update BEFORE UPDATE ON bindings FOR EACH ROW EXECUTE FUNCTION bindings_before_update()
--;
CREATE FUNCTION parcel_labels_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = NEW.parcel_id) FOR NO KEY UPDATE;
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = OLD.parcel_id) FOR NO KEY UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('number ' || NEW.number, 0));
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF (NEW.number <> OLD.number) THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF OLD.state = 'void' AND NEW.state <> 'void' THEN RAISE EXCEPTION 'number_void' USING ERRCODE = '23000'; END IF;
  IF ((SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = OLD.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') OR (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED')) AND ((NEW.parcel_id <> OLD.parcel_id) OR (NEW.state = 'void' AND OLD.state <> 'void')) THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER parcel_labels_before_update BEFORE UPDATE ON parcel_labels FOR EACH ROW EXECUTE FUNCTION parcel_labels_before_update()
--;
CREATE FUNCTION manifests_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF OLD.state = 'closed' AND ((NEW.number <> OLD.number OR NEW.carrier <> OLD.carrier OR NEW.bench <> OLD.bench OR NEW.opened_at <> OLD.opened_at OR NEW.opened_by <> OLD.opened_by OR NEW.state <> OLD.state OR NEW.courier <> OLD.courier) OR (NEW.journal_head <> OLD.journal_head OR NEW.journal_count <> OLD.journal_count OR NEW.closed_at <> OLD.closed_at) OR (COALESCE(NEW.closed_by, '') <> COALESCE(OLD.closed_by, '')) OR (NEW.closed_at IS NULL) <> (OLD.closed_at IS NULL) OR OLD.act_kept_at IS NOT NULL) THEN RAISE EXCEPTION 'manifest_closed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER manifests_before_update BEFORE UPDATE ON manifests FOR EACH ROW EXECUTE FUNCTION manifests_before_update()
--;
CREATE FUNCTION manifest_rows_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM manifests m WHERE m.id = NEW.manifest_id FOR SHARE;
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF EXISTS (SELECT 1 FROM manifests m WHERE m.id = OLD.manifest_id AND m.state = 'closed') OR EXISTS (SELECT 1 FROM manifests m WHERE m.id = NEW.manifest_id AND m.state = 'closed') THEN RAISE EXCEPTION 'manifest_closed' USING ERRCODE = '23000'; END IF;
  IF OLD.removed_at IS NOT NULL OR (NEW.manifest_id <> OLD.manifest_id OR NEW.parcel_id <> OLD.parcel_id OR NEW.tracking <> OLD.tracking OR NEW.place <> OLD.place) THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER manifest_rows_before_update BEFORE UPDATE ON manifest_rows FOR EACH ROW EXECUTE FUNCTION manifest_rows_before_update()
--;
CREATE FUNCTION number_ranges_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id THEN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END IF;
  IF NEW.next_counter < OLD.next_counter OR (NEW.carrier <> OLD.carrier OR NEW.first_counter <> OLD.first_counter OR NEW.last_counter <> OLD.last_counter) THEN RAISE EXCEPTION 'number_given_once' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER number_ranges_before_update BEFORE UPDATE ON number_ranges FOR EACH ROW EXECUTE FUNCTION number_ranges_before_update()
--;
CREATE FUNCTION journal_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'journal_append_only' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER journal_before_update BEFORE UPDATE ON journal FOR EACH ROW EXECUTE FUNCTION journal_before_update()
--;
CREATE FUNCTION journal_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF 1 = 1 THEN RAISE EXCEPTION 'journal_append_only' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER journal_before_delete BEFORE DELETE ON journal FOR EACH ROW EXECUTE FUNCTION journal_before_delete()
--;
CREATE FUNCTION orders_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status FOR SHARE;
  IF NOT EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.status AND s.phase = NEW.phase) THEN RAISE EXCEPTION 'status_phase_mismatch' USING ERRCODE = '23000'; END IF;
  IF NEW.phase IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE EXCEPTION 'born_out' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER orders_before_insert BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION orders_before_insert()
--;
CREATE FUNCTION order_lines_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR NO KEY UPDATE;
  IF (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER order_lines_before_insert BEFORE INSERT ON order_lines FOR EACH ROW EXECUTE FUNCTION order_lines_before_insert()
--;
CREATE FUNCTION workflow_statuses_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM workflow_statuses s WHERE s.workflow = NEW.workflow AND s.code = NEW.code) THEN RAISE EXCEPTION 'status_in_use' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER workflow_statuses_before_insert BEFORE INSERT ON workflow_statuses FOR EACH ROW EXECUTE FUNCTION workflow_statuses_before_insert()
--;
CREATE FUNCTION workflow_statuses_before_update() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.workflow <> OLD.workflow OR NEW.code <> OLD.code OR NEW.phase <> OLD.phase) AND EXISTS (SELECT 1 FROM orders o WHERE o.workflow = OLD.workflow AND o.status = OLD.code) THEN RAISE EXCEPTION 'status_in_use' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER workflow_statuses_before_update BEFORE UPDATE ON workflow_statuses FOR EACH ROW EXECUTE FUNCTION workflow_statuses_before_update()
--;
CREATE FUNCTION workflow_statuses_before_delete() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM orders o WHERE o.workflow = OLD.workflow AND o.status = OLD.code) THEN RAISE EXCEPTION 'status_in_use' USING ERRCODE = '23000'; END IF;
  RETURN OLD;
END $$
--;
CREATE TRIGGER workflow_statuses_before_delete BEFORE DELETE ON workflow_statuses FOR EACH ROW EXECUTE FUNCTION workflow_statuses_before_delete()
--;
CREATE FUNCTION parcels_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR NO KEY UPDATE;
  IF (SELECT o.phase FROM orders o WHERE o.id = NEW.order_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER parcels_before_insert BEFORE INSERT ON parcels FOR EACH ROW EXECUTE FUNCTION parcels_before_insert()
--;
CREATE FUNCTION verified_units_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = NEW.parcel_id) FOR NO KEY UPDATE;
  IF (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER verified_units_before_insert BEFORE INSERT ON verified_units FOR EACH ROW EXECUTE FUNCTION verified_units_before_insert()
--;
CREATE FUNCTION bindings_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = NEW.parcel_id) FOR NO KEY UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('number ' || NEW.number, 0));
  IF TRIM(NEW.number, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') = NEW.number THEN RAISE EXCEPTION 'number_empty' USING ERRCODE = '23000'; END IF;
  IF (SELECT o.phase FROM parcels p JOIN orders o ON o.id = p.order_id WHERE p.id = NEW.parcel_id) IN ('AT_PICKUP', 'DELIVERED', 'IN_DELIVERY', 'RETURNED', 'RETURNING', 'SHIPPED') THEN RAISE EXCEPTION 'sealed' USING ERRCODE = '23000'; END IF;
  IF EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND l.state = 'void' AND p.carrier = NEW.carrier) OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number AND b.carrier = NEW.carrier AND b.ended_why = 'void') THEN RAISE EXCEPTION 'number_void' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER bindings_before_insert BEFORE INSERT ON bindings FOR EACH ROW EXECUTE FUNCTION bindings_before_insert()
--;
CREATE FUNCTION parcel_labels_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = (SELECT p.order_id FROM parcels p WHERE p.id = NEW.parcel_id) FOR NO KEY UPDATE;
  PERFORM pg_advisory_xact_lock(hashtextextended('number ' || NEW.number, 0));
  IF TRIM(NEW.number, 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789') = NEW.number THEN RAISE EXCEPTION 'number_empty' USING ERRCODE = '23000'; END IF;
  IF EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND p.carrier = (SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id) AND l.state = 'void') OR EXISTS (SELECT 1 FROM bindings b WHERE b.number = NEW.number AND b.carrier = (SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id) AND b.ended_why = 'void') THEN RAISE EXCEPTION 'number_void' USING ERRCODE = '23000'; END IF;
  IF EXISTS (SELECT 1 FROM parcel_labels l JOIN parcels p ON p.id = l.parcel_id WHERE l.number = NEW.number AND p.carrier = (SELECT p.carrier FROM parcels p WHERE p.id = NEW.parcel_id)) THEN RAISE EXCEPTION 'label_number_taken' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER parcel_labels_before_insert BEFORE INSERT ON parcel_labels FOR EACH ROW EXECUTE FUNCTION parcel_labels_before_insert()
--;
CREATE FUNCTION manifest_rows_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM manifests m WHERE m.id = NEW.manifest_id FOR SHARE;
  IF EXISTS (SELECT 1 FROM manifests m WHERE m.id = NEW.manifest_id AND m.state = 'closed') THEN RAISE EXCEPTION 'manifest_closed' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER manifest_rows_before_insert BEFORE INSERT ON manifest_rows FOR EACH ROW EXECUTE FUNCTION manifest_rows_before_insert()
--;
CREATE FUNCTION number_ranges_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('range ' || NEW.carrier, 0));
  IF EXISTS (SELECT 1 FROM number_ranges r WHERE r.carrier = NEW.carrier AND r.first_counter <= NEW.last_counter AND r.last_counter >= NEW.first_counter) THEN RAISE EXCEPTION 'number_range_overlaps' USING ERRCODE = '23000'; END IF;
  RETURN NEW;
END $$
--;
CREATE TRIGGER number_ranges_before_insert BEFORE INSERT ON number_ranges FOR EACH ROW EXECUTE FUNCTION number_ranges_before_insert()
--;
CREATE FUNCTION holds_before_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM orders o WHERE o.id = NEW.order_id FOR NO KEY UPDATE;
  RETURN NEW;
END $$
--;
CREATE TRIGGER holds_before_insert BEFORE INSERT ON holds FOR EACH ROW EXECUTE FUNCTION holds_before_insert()
--;
CREATE FUNCTION orders_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER orders_before_truncate BEFORE TRUNCATE ON orders EXECUTE FUNCTION orders_before_truncate()
--;
CREATE FUNCTION order_lines_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER order_lines_before_truncate BEFORE TRUNCATE ON order_lines EXECUTE FUNCTION order_lines_before_truncate()
--;
CREATE FUNCTION holds_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER holds_before_truncate BEFORE TRUNCATE ON holds EXECUTE FUNCTION holds_before_truncate()
--;
CREATE FUNCTION passport_checks_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER passport_checks_before_truncate BEFORE TRUNCATE ON passport_checks EXECUTE FUNCTION passport_checks_before_truncate()
--;
CREATE FUNCTION shipments_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER shipments_before_truncate BEFORE TRUNCATE ON shipments EXECUTE FUNCTION shipments_before_truncate()
--;
CREATE FUNCTION parcels_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER parcels_before_truncate BEFORE TRUNCATE ON parcels EXECUTE FUNCTION parcels_before_truncate()
--;
CREATE FUNCTION verified_units_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER verified_units_before_truncate BEFORE TRUNCATE ON verified_units EXECUTE FUNCTION verified_units_before_truncate()
--;
CREATE FUNCTION bindings_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER bindings_before_truncate BEFORE TRUNCATE ON bindings EXECUTE FUNCTION bindings_before_truncate()
--;
CREATE FUNCTION parcel_labels_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER parcel_labels_before_truncate BEFORE TRUNCATE ON parcel_labels EXECUTE FUNCTION parcel_labels_before_truncate()
--;
CREATE FUNCTION manifests_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER manifests_before_truncate BEFORE TRUNCATE ON manifests EXECUTE FUNCTION manifests_before_truncate()
--;
CREATE FUNCTION manifest_rows_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER manifest_rows_before_truncate BEFORE TRUNCATE ON manifest_rows EXECUTE FUNCTION manifest_rows_before_truncate()
--;
CREATE FUNCTION number_ranges_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'kept_for_ever' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER number_ranges_before_truncate BEFORE TRUNCATE ON number_ranges EXECUTE FUNCTION number_ranges_before_truncate()
--;
CREATE FUNCTION journal_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'journal_append_only' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER journal_before_truncate BEFORE TRUNCATE ON journal EXECUTE FUNCTION journal_before_truncate()
--;
CREATE FUNCTION workflow_statuses_before_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'status_in_use' USING ERRCODE = '23000'; END $$
--;
CREATE TRIGGER workflow_statuses_before_truncate BEFORE TRUNCATE ON workflow_statuses EXECUTE FUNCTION workflow_statuses_before_truncate()
