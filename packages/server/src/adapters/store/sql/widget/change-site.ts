// Changes of a site by its people: name, allowed origins, configuration of the widget. What is not named stays.
import { widgetConfig } from '@throughline/types/decode';
import type { WidgetConfigUpdate } from '@throughline/types';
import type { SiteChange, WidgetOps } from '../../../../ports/store-widget.js';
import type { OperationsOf } from '../operation.js';
import { auditChange, isAsSeen } from '../settings/changed-keys.js';
import { siteRecord } from '../sites.js';

/** `settings` is the stored text. A null removes what may be absent. */
function changed(settings: string, update: WidgetConfigUpdate): string {
  const held: Record<string, unknown> = { ...widgetConfig.WidgetConfig.parse(JSON.parse(settings)) };
  for (const [key, value] of Object.entries(update)) {
    if (value === undefined) continue;
    if (value === null) delete held[key];
    else held[key] = value;
  }
  return JSON.stringify(widgetConfig.WidgetConfig.parse(held));
}

/** Name and origins, where they are named. */
const namedIn = ({ name, origins }: SiteChange): { name?: string; origins?: string[] } => ({
  ...(name === undefined ? {} : { name }),
  ...(origins === undefined ? {} : { origins }),
});

export const changeSiteOperations: OperationsOf<Pick<WidgetOps, 'changeSite'>> = {
  changeSite: {
    kind: 'write',
    async run(tx, { siteId, name, origins, widget, was, by }) {
      const row = await tx.db
        .selectFrom('sites')
        .selectAll()
        .where('id', '=', siteId)
        .$if(tx.dialect === 'postgres', (query) => query.forUpdate())
        .executeTakeFirst();
      if (row === undefined) return null;
      const held = await siteRecord(tx, row);
      if (was !== undefined && !isAsSeen(namedIn(held), namedIn(was), Object.keys(namedIn({ name, origins })))) return 'conflict';
      if (was?.widget !== undefined && !isAsSeen(held.settings, was.widget, Object.keys(widget ?? {}))) return 'conflict';
      const next = {
        ...row,
        name: name ?? row.name,
        origins: origins === undefined ? row.origins : JSON.stringify(origins),
        settings: widget === undefined ? row.settings : changed(row.settings, widget),
      };
      const { settings, origins: allowed } = next;
      await tx.db.updateTable('sites').set({ name: next.name, origins: allowed, settings }).where('id', '=', siteId).execute();
      const site = await siteRecord(tx, next);
      if (by !== undefined) {
        await auditChange(tx, by, { siteId, action: 'site.changed', before: namedIn(held), after: namedIn(site) });
        await auditChange(tx, by, { siteId, action: 'widget.changed', before: held.settings, after: site.settings });
      }
      return site;
    },
  },
};
