// One customer in the list (K90): who, by what they are known, where they come from, when they were last there.
import type { VNode } from 'preact';
import type { CustomerListItem } from '@throughline/types';
import { customerRoute } from '../../state/route.js';
import { listed, t, tn } from '../../state/t.js';
import { channelWords, dayOrTime, identifierWords } from '../../state/words.js';
import { Avatar, ChannelMark, Time, VerifiedMark } from '../../ui/marks.js';
import { useConsole } from '../console-context.js';
import { followLink } from '../follow-link.js';

const IDENTIFIERS_SHOWN = 2;
const CHANNELS_SHOWN = 4;

export function CustomerRow({ customer }: { customer: CustomerListItem }): VNode {
  const { store, actions, href } = useConsole();
  const to = customerRoute(store.view.value, customer.id);
  const now = store.now.value;
  const at = Date.parse(customer.lastActivityAt);
  const [last] = customer.channels;
  const known = customer.identifiers.slice(0, IDENTIFIERS_SHOWN);
  const moreChannels = customer.channels.length - CHANNELS_SHOWN;
  const conversations = tn(customer.conversations, '{n} conversation', '{n} conversations');
  return (
    <li class="customer-item">
      <a class="customer-row" href={href(to)} onClick={followLink(() => actions.go(to))}>
        <span class="customer-who">
          <Avatar name={customer.name} />
          <span class="customer-name">
            <bdi>{customer.name}</bdi> <VerifiedMark trust={customer.trust} />
          </span>
        </span>
        <span class="customer-known">
          {known.length === 0 && <span class="customer-nothing">{t('Nothing but their messages')}</span>}
          {known.map(({ type, value }) => (
            <span key={`${type} ${value}`} class="customer-id">
              <span class="customer-id-type">{identifierWords(type)}</span> <bdi>{value}</bdi>
            </span>
          ))}
        </span>
        <span class="customer-channels">
          {customer.channels.slice(0, CHANNELS_SHOWN).map((channel) => (
            <ChannelMark key={channel} channel={channel} words={false} />
          ))}
          {moreChannels > 0 && <span title={listed(customer.channels.map(channelWords))}>+{moreChannels}</span>}
        </span>
        <span class="customer-count">
          <span aria-hidden="true">{customer.conversations === 0 ? '–' : customer.conversations}</span>
          <span class="visually-hidden">{conversations}</span>
        </span>
        <span class="customer-last">
          <span class="visually-hidden">{t('Last activity')} </span>
          <Time at={at}>{dayOrTime(at, now)}</Time>
          {last !== undefined && <span class="customer-last-channel">{channelWords(last)}</span>}
        </span>
      </a>
    </li>
  );
}
