// Where a visitor with a past lands: own items and promises, earlier conversations, and the way to a new one (W210).
import type { HomeProps } from '../seams/panel.js';
import { ItemCard } from './ItemCard.js';
import { ItemLookup } from './ItemLookup.js';
import { PlusIcon } from './icons.js';

export function Home({ host, chat, when, begin }: HomeProps) {
  const conversations = chat.conversations();
  const own = chat.items();
  return (
    <>
      <div class="home">
        {own?.items[0] && <h3>Your orders and requests</h3>}
        {own?.items.map((item) => (
          <ItemCard key={item.id} item={item} when={when} ask={begin} />
        ))}
        {own?.promises[0] && (
          <>
            <h3>What we promised</h3>
            <ul class="promises">
              {own.promises.map(({ id, text, dueAt, status }) => (
                <li key={id} class={status}>
                  <span dir="auto">{text}</span>
                  <span>
                    {status === 'kept' ? 'Done' : status === 'broken' ? 'Overdue' : dueAt ? `by ${when(Date.parse(dueAt))}` : 'Open'}
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
        {conversations[0] && <h3>Your conversations</h3>}
        <ul>
          {conversations.map((item) => (
            <li key={item.id}>
              <button type="button" class="row" onClick={() => chat.show({ conversation: item.id })}>
                <b>{item.agentName || host.settings.name || 'Chat'}</b>
                <span>{when(item.lastAt)}</span>
                <span dir="auto">{(item.lastFrom === 'visitor' ? 'You: ' : '') + item.lastText}</span>
                {item.unread > 0 ? (
                  <span class="new">
                    {item.unread}
                    <span class="vh"> new</span>
                  </span>
                ) : (
                  <span>{item.closed ? 'Closed' : ''}</span>
                )}
              </button>
            </li>
          ))}
        </ul>
        {!own && <ItemLookup host={host} when={when} />}
      </div>
      <button type="button" class="begin" onClick={() => begin('')}>
        <PlusIcon />
        New conversation
      </button>
    </>
  );
}
