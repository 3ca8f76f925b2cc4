// The table of what a desk is set up by; see schema.ts.

/** One document of one kind (K105); `doc` is the JSON of `SettingsDoc<kind>`. */
export interface SettingsObjectsTable {
  site_id: string;
  kind: string;
  id: string;
  owner_id: string;
  subject: string | null;
  doc: string;
  version: number;
  uses: number;
  updated_at: number;
  updated_by: string;
}

export interface SettingsDatabase {
  settings_objects: SettingsObjectsTable;
}
