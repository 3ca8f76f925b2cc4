// What the site is called, and which pages may use its public key (S130).
import type { VNode } from 'preact';
import { useSignal } from '@preact/signals';
import type { SiteUpdate, SiteView } from '@throughline/types';
import { originFlaw } from '../../state/widget-draft-flaws.js';
import { t } from '../../state/t.js';
import { useConsole } from '../console-context.js';
import { AskedView, useAskedFor } from './Asked.js';
import { TextArea, TextInput } from './fields.js';
import { PlainSaveBar } from './PlainSaveBar.js';
import { useSave } from './use-save.js';
import { useUnsaved } from './use-unsaved.js';
import type { Unsaved } from './use-unsaved.js';

interface SiteDraft {
  name: string;
  /** One a line, as it is typed. */
  origins: string;
}
const kept = new Map<string, Unsaved<SiteDraft>>();
const draftOf = ({ name, origins }: SiteView): SiteDraft => ({ name, origins: origins.join('\n') });
const originsOf = ({ origins }: SiteDraft): string[] => [
  ...new Set(
    origins
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  ),
];

const updateOf = (draft: SiteDraft): SiteUpdate => ({ name: draft.name, origins: originsOf(draft) });

export function SitePage(): VNode {
  const { actions } = useConsole();
  const asked = useAskedFor(() => actions.ask((api) => api.site()));
  return <AskedView asked={asked}>{(site) => <SiteForm site={site} again={asked.again} />}</AskedView>;
}

function SiteForm({ site, again }: { site: SiteView; again(): Promise<void> }): VNode {
  const { actions } = useConsole();
  const draft = useUnsaved(kept, 'site', draftOf(site));
  const touched = useSignal(false);
  const save = useSave(draft, async (wanted, was) => {
    const answer = await actions.ask((api) =>
      api.changeSite({ name: wanted.name.trim(), origins: originsOf(wanted), ...(was === null ? {} : { was: updateOf(was) }) }),
    );
    return answer.ok ? { ok: true, value: draftOf(answer.value) } : answer;
  });
  const { value } = draft.value;
  const nameFlaw = value.name.trim() === '' ? t('A site needs a name; customers read it.') : null;
  const originsFlaw = originFlaw(originsOf(value));
  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    touched.value = true;
    if (nameFlaw !== null || originsFlaw !== null || !(await save.run())) return;
    touched.value = false;
    await again();
  }
  return (
    <form class="set-section" noValidate aria-label={t('Name and origins')} onSubmit={(event) => void submit(event)}>
      <TextInput
        label={t('Name of the site')}
        hint={t('Stands at the top of the chat and in messages to customers.')}
        value={value.name}
        maxLength={80}
        flaw={touched.value ? nameFlaw : null}
        onValue={(name) => draft.set({ ...value, name })}
        onLeave={() => (touched.value = true)}
      />
      <TextArea
        label={t('Allowed origins, one per line')}
        hint={t('Pages that may use the public key: https://shop.example, https://*.shop.example for subdomains, * for any page.')}
        rows={Math.min(10, Math.max(4, value.origins.split('\n').length + 1))}
        value={value.origins}
        flaw={touched.value ? originsFlaw : null}
        onValue={(origins) => draft.set({ ...value, origins })}
        onLeave={() => (touched.value = true)}
      />
      <PlainSaveBar
        draft={draft}
        save={save}
        again={again}
        effect={t('Pages that are not named any more cannot open the chat from their next load on.')}
        onDiscard={() => (touched.value = false)}
      />
    </form>
  );
}
