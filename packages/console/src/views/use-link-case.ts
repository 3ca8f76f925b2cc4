// Links the conversation to a case: by its button, or by one key for the case that is offered (C29).
import { useConsole } from './console-context.js';
import { useDeed } from './use-deed.js';
import type { Deed } from './use-deed.js';
import { t } from '../state/t.js';

export function useLinkCase(): { link(caseId: string, conv: string): void; deed: Deed } {
  const { store } = useConsole();
  const deed = useDeed();
  return {
    deed,
    link: (caseId, conv) =>
      void deed.run(
        (ask) => ask.updateCase(caseId, { conversationId: conv }),
        () => (store.status.value = t('Linked to the case')),
      ),
  };
}
