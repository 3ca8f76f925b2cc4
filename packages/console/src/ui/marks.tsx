// Small marks that stand beside a name or a time. Meaning is never colour alone: each has words (K19, K118).
import type { ComponentChildren, VNode } from 'preact';
import type { Channel } from '@throughline/types';
import { channelWords, fullTime, initials, isoTime, trustWords } from '../state/words.js';
import { channelIcon, Icon } from './Icon.js';

const HUES = 6;
/** A stable colour class per name, so that two people in a list are told apart at a glance. */
function hueOf(name: string): number {
  let sum = 0;
  for (const char of name) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9_973;
  return sum % HUES;
}

export function Avatar({ name, channel }: { name: string; channel?: Channel }): VNode {
  return (
    <span class={`avatar hue-${hueOf(name)}`} aria-hidden="true">
      {initials(name)}
      {channel !== undefined && (
        <span class="avatar-channel">
          <Icon name={channelIcon(channel)} size={12} />
        </span>
      )}
    </span>
  );
}

/** Only what was proven gets a mark; what was merely said does not look like it. */
export function VerifiedMark({ trust }: { trust: number }): VNode | null {
  if (trust < 2) return null;
  return (
    <span class={`verified trust-${trust}`} role="img" aria-label={trustWords(trust)} title={trustWords(trust)}>
      <Icon name="seal" />
    </span>
  );
}

export function ChannelMark({ channel, words = true }: { channel: Channel; words?: boolean }): VNode {
  return (
    <span class="channel-mark" {...(words ? {} : { role: 'img', 'aria-label': channelWords(channel), title: channelWords(channel) })}>
      <Icon name={channelIcon(channel)} size={14} />
      {words && channelWords(channel)}
    </span>
  );
}

export function Time({ at, children }: { at: number; children: ComponentChildren }): VNode {
  return (
    <time dateTime={isoTime(at)} title={fullTime(at)}>
      {children}
    </time>
  );
}

export type ChipTone = 'plain' | 'good' | 'warn' | 'bad';
export function Chip({ tone, children }: { tone: ChipTone; children: ComponentChildren }): VNode {
  return (
    <span class={`chip chip-${tone}`}>
      {tone === 'bad' && <Icon name="alert" size={12} />}
      {children}
    </span>
  );
}
