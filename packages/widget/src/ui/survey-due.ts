// When the visitor is asked what they thought of it (W200). Pure.
import type { AskProps } from '../seams/later.js';
import { has, isOver } from '../core/said.js';

const PAUSE_MS = 30 * 24 * 3_600_000; // one survey per visitor in 30 days

/**
 * The conversation is over, somebody helped, and neither in it nor within 30 days the visitor was asked. The device remembers when that
 * was, and the conversation in which it goes on: `asked` of `Keep`, ms and id.
 */
export function surveyDue({ host, view }: Pick<AskProps, 'host' | 'view'>, now: number): boolean {
  const { satisfaction, effort } = host.settings.survey ?? {};
  const [at, conv] = host.keep.get('asked')?.split(' ') ?? [];
  return (
    (satisfaction || effort || false) &&
    isOver(view) &&
    has(view, 'message', 'agent') &&
    !has(view, 'survey') &&
    (conv === view.conv || now - Number(at ?? 0) > PAUSE_MS)
  );
}
