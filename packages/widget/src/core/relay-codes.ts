// What the relay's codes mean to a page. Everything else is a relay that did not do its work: worth another try.
import type { WidgetErrorCode } from '@throughline/types';

const SAME = ['origin_not_allowed', 'token_invalid', 'token_expired', 'rate_limited', 'upgrade_needed'] as const;

export const widgetCode = (code: string): WidgetErrorCode =>
  code === 'unknown_key' ? 'site_not_found' : (SAME.find((same) => same === code) ?? 'network');
