// Files of a conversation, as the visitor sees them: fetched with the credential in a header, or opened in a tab of their own by an
// address that works once (S68). Invariant: the device token never stands in an address.
import type { FileTicket } from '@throughline/types';
import type { PanelHost } from './seams/panel.js';

/** Rejects when it cannot be had. */
export async function fetchFile({ site, relay, session }: PanelHost, id: string): Promise<Blob> {
  const { deviceToken } = await session();
  const answer = await fetch(`${relay.base}visitor/v1/files/${id}?site=${encodeURIComponent(site)}`, {
    headers: { Authorization: `Bearer ${deviceToken}` },
    credentials: 'omit',
    referrer: '',
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.blob();
}

/**
 * To be called in the click: the tab is opened at once, because browsers block one that comes after an answer; it learns its address when
 * the ticket is here. Rejects when the file cannot be had, or no tab be opened.
 */
export async function openFile({ site, relay, session }: PanelHost, id: string): Promise<void> {
  const tab = window.open('', '_blank');
  if (!tab) throw new Error('blocked');
  tab.opener = null;
  try {
    const { deviceToken } = await session();
    const { path } = await relay.post<FileTicket>(`visitor/v1/files/${id}/ticket`, { site, deviceToken });
    const link = tab.document.createElement('a');
    link.href = relay.base + path.replace(/^\//, '');
    link.rel = 'noreferrer'; // the page's address is nobody's business (S106)
    tab.document.body.append(link);
    link.click();
  } catch (error) {
    tab.close();
    throw error;
  }
}
