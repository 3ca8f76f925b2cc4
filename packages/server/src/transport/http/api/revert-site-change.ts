// Taking back a change of the site, of its widget or of what it is computed with: the keys of one line of the audit log, and only while each
// of them still is what that line made of it (K105).
import { z } from 'zod';
import { operationsApi, siteApi, widgetConfig } from '@throughline/types/decode';
import type { AuditLine } from '../../../ports/store-settings.js';
import type { ChangedBy } from '../../../ports/store-widget.js';
import type { RelayDeps } from '../../relay-deps.js';

interface Taken {
  siteId: string;
  line: AuditLine;
  by: ChangedBy;
}
type Outcome = 'reverted' | 'not_found' | 'conflict';

const Document = z.record(z.string(), z.json());
const documentOf = (text: string | undefined): z.output<typeof Document> => Document.parse(JSON.parse(text ?? '{}'));
/** The log says null of what was not there. */
const there = (document: z.output<typeof Document>) => Object.fromEntries(Object.entries(document).filter(([, value]) => value !== null));
const isSetting = operationsApi.SiteSettings.keyof();

/** `conflict`: it was changed again since, and that change would be lost. */
export async function revertSiteChange({ store }: Pick<RelayDeps, 'store'>, { siteId, line, by }: Taken): Promise<Outcome> {
  if (!('after' in line.detail)) return 'not_found'; // a line of a release that kept only names
  const [before, after] = [documentOf(line.detail['before']), documentOf(line.detail['after'])];
  if (line.action === 'settings.changed') {
    const without = Object.keys(before).filter((key) => before[key] === null);
    const done = await store.changeSiteSettings({
      ...{ siteId, change: operationsApi.SettingsUpdate.parse(there(before)), was: operationsApi.SettingsUpdate.parse(there(after)) },
      ...{ without: without.map((key) => isSetting.parse(key)), by },
    });
    return done === 'conflict' ? 'conflict' : 'reverted';
  }
  const change =
    line.action === 'site.changed' ? siteApi.SiteUpdate.parse(before) : { widget: widgetConfig.WidgetConfigUpdate.parse(before) };
  const was = line.action === 'site.changed' ? siteApi.SiteUpdate.parse(after) : { widget: widgetConfig.WidgetConfigUpdate.parse(after) };
  const done = await store.changeSite({ siteId, ...change, was, by });
  return done === null ? 'not_found' : done === 'conflict' ? 'conflict' : 'reverted';
}
