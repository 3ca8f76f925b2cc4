// One entry of the timeline. Another department's entry is a stub: when, where, whose and of which kind, and no source (C54).
import type { VNode } from 'preact';
import type { TimelineItem } from '@throughline/types';
import { stubWords } from '../state/context-words.js';
import { factWords } from '../state/fact-words.js';
import { capital, channelWords, readable, sentence, whenWords } from '../state/words.js';
import { Glyph, Icon, channelIcon } from '../ui/Icon.js';
import { LOCK } from '../ui/later-icons.js';
import { Time } from '../ui/marks.js';
import { facets } from '../ui/facets.js';
import { filled } from '../ui/filled.js';
import { SourceLine } from './SourceLine.js';
import { useConsole } from './console-context.js';
import { t, tn } from '../state/t.js';

/** What somebody wrote or said needs no label. */
const SAID = new Set(['text', 'message', 'note']);

export interface TimelineLineProps {
  item: TimelineItem;
  /** All that say the same, newest first. */
  ids: readonly string[];
  times: number;
  /** Title of the case it is about, when that is known. */
  caseTitle: string | null;
}

export function TimelineLine({ item, ids, times, caseTitle }: TimelineLineProps): VNode {
  const { store } = useConsole();
  const when = whenWords(item.at, store.now.value);
  if (item.stub === true) {
    return (
      <li>
        <p class="timeline-line timeline-stub">
          <span class="timeline-node">
            <Glyph d={LOCK} size={14} />
          </span>
          <span>{stubWords(item, when)}</span>
        </p>
      </li>
    );
  }
  const details = item.details.filter((detail) => !item.title.includes(detail.value)); // said once is enough
  return (
    <li>
      <SourceLine look="timeline-line" title={item.title} refs={ids.map((id) => ({ type: 'interaction', id }))}>
        <span class="timeline-node">
          <Icon name={channelIcon(item.channel)} size={14} />
        </span>
        <span class="timeline-what">
          <span class="timeline-title" dir="auto">
            {item.title}
          </span>
          {details.length > 0 && (
            <span class="timeline-details">
              {details.map((detail) =>
                SAID.has(detail.label) ? (
                  <q key={detail.label} dir="auto">
                    {detail.value}
                  </q>
                ) : (
                  <span key={detail.label}>
                    {capital(factWords(detail.label))} <b dir="auto">{readable(detail.value, store.now.value)}</b>
                  </span>
                ),
              )}
            </span>
          )}
          <span class="timeline-when">
            {facets(
              channelWords(item.channel),
              <Time at={item.at}>{when}</Time>,
              times > 1 && tn(times, '{n} time', '{n} times'),
              item.department !== null && <bdi>{sentence(item.department)}</bdi>,
              caseTitle !== null && !item.title.includes(caseTitle) && (
                <span>{filled(t('case “{title}”'), { title: <bdi>{caseTitle}</bdi> })}</span>
              ),
            )}
            {item.unverified && <span class="trust-words"> {t('unverified')}</span>}
          </span>
        </span>
      </SourceLine>
    </li>
  );
}
