// What an admin may ask for on the settings pages. The link implements it over /api/v1; every answer is the relay's.
import type {
  SiteChange,
  SiteSettings,
  SiteSettingsChange,
  SiteView,
  WidgetConfig,
  WidgetConfigChange,
  WidgetInstallation,
} from '@throughline/types';
import type { Answer } from './answer.js';

/** A change that names what it was made on (`was`) is answered `conflict` when that is not so any more. */
export interface SettingsActions {
  widget(): Promise<Answer<WidgetConfig>>;
  changeWidget(change: WidgetConfigChange): Promise<Answer<WidgetConfig>>;
  site(): Promise<Answer<SiteView>>;
  changeSite(change: SiteChange): Promise<Answer<SiteView>>;
  siteSettings(): Promise<Answer<SiteSettings>>;
  changeSiteSettings(change: SiteSettingsChange): Promise<Answer<SiteSettings>>;
  /** Where the widget was seen, and its version. */
  installation(): Promise<Answer<WidgetInstallation>>;
  /** SRI of the pinned files of a version; `not_found` when this relay serves none. */
  integrity(version: string): Promise<Answer<ReadonlyMap<string, string>>>;
}
