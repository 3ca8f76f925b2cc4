// Where a visitor with a past lands: news, own items and promises, what was already told, earlier conversations, and the way to a new one
// (W210, W212).
import { t } from '../core/words.js';
import type { HomeProps } from '../seams/panel.js';
import { Cards } from './Cards.js';
import { ItemCard } from './ItemCard.js';
import { ItemLookup } from './ItemLookup.js';
import { ResumeCode } from './ResumeCode.js';
import { PlusIcon } from './icons.js';

export function Home({ host, chat, when, begin }: HomeProps) {
  const conversations = chat.conversations();
  const own = chat.items();
  const label = (name: string): string => host.settings.form?.fields.find(({ id }) => id === name)?.label ?? name.replaceAll('_', ' ');
  const told = Object.entries(chat.told());
  return (
    <>
      <div class="home">
        <Cards host={host} chat={chat} when={when} />
        {own?.items[0] && <h3>{t('Your orders and requests')}</h3>}
        {own?.items.map((item) => (
          <ItemCard key={item.id} item={item} when={when} ask={begin} />
        ))}
        {own?.promises[0] && (
          <>
            <h3>{t('What we promised')}</h3>
            <ul class="promises">
              {own.promises.map(({ id, text, dueAt, status }) => (
                <li key={id} class={status}>
                  <span dir="auto">{text}</span>
                  <span>
                    {status === 'kept'
                      ? t('Done')
                      : status === 'broken'
                        ? t('Overdue')
                        : dueAt
                          ? t('by {time}', { time: when(Date.parse(dueAt)) })
                          : t('Open')}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        {told[0] && (
          <>
            <h3>{t('What you already told us')}</h3>
            <dl class="told">
              {told.map(([name, value]) => (
                <div key={name}>
                  <dt dir="auto">{label(name)}</dt>
                  <dd dir="auto">{value}</dd>
                </div>
              ))}
            </dl>
          </>
        )}
        {conversations[0] && <h3>{t('Your conversations')}</h3>}
        <ul>
          {conversations.map((item) => (
            <li key={item.id}>
              <button type="button" class="row" onClick={() => chat.show({ conversation: item.id })}>
                <b>{item.agentName || host.settings.name || t('Chat')}</b>
                <span>{when(item.lastAt)}</span>
                <span dir="auto">{item.lastFrom === 'visitor' ? t('You: {text}', { text: item.lastText }) : item.lastText}</span>
                {item.unread > 0 ? (
                  <span class="new">
                    {item.unread}
                    <span class="vh"> {t('new')}</span>
                  </span>
                ) : (
                  <span>{item.closed && t('Closed')}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
        {!own && <ItemLookup host={host} when={when} />}
        <ResumeCode host={host} chat={chat} />
      </div>
      <button type="button" class="begin" onClick={() => begin('')}>
        <PlusIcon />
        {t('New conversation')}
      </button>
    </>
  );
}
