// The conditions of a routing rule: questions to the context from a closed set (K55).
import type { VNode } from 'preact';
import type { Channel, RuleCondition } from '@throughline/types';
import { CONDITION_FIELDS, fieldWords, newCondition } from '../../state/settings-rule-words.js';
import { t } from '../../state/t.js';
import { CHANNELS, channelWords } from '../../state/words.js';
import { Icon } from '../../ui/Icon.js';
import { CheckList, NumberInput, WordsInput } from './controls.js';
import { Select } from './fields.js';
import { flawOf } from './flaw-of.js';
import type { Editor } from './use-editor.js';
import { useReasons } from '../use-reasons.js';

const CONDITIONS_MAX = 10;

export function ConditionsEditor({ editor }: { editor: Editor<'routing_rule'> }): VNode {
  const { when } = editor.doc.value;
  const set = (index: number, condition: RuleCondition): void =>
    editor.edit({ when: when.map((one, at) => (at === index ? condition : one)) });
  const unused = CONDITION_FIELDS.filter((field) => !when.some((one) => one.field === field));
  return (
    <>
      {when.map((condition, index) => (
        <fieldset key={condition.field} class="set-card">
          <div class="set-card-head">
            <span>{fieldWords(condition.field)}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={t('Remove “{condition}”', { condition: fieldWords(condition.field) })}
              title={t('Remove')}
              onClick={() => editor.edit({ when: when.filter((_one, at) => at !== index) })}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
          <ConditionFields
            condition={condition}
            flaw={flawOf(editor, `when.${index}`)}
            onCondition={(changed) => set(index, changed)}
            onLeave={() => editor.touch(`when.${index}`)}
          />
        </fieldset>
      ))}
      {when.length < CONDITIONS_MAX && unused.length > 0 && (
        <Select
          label={t('Add a condition')}
          value=""
          options={[['', t('Choose…')], ...unused.map((field) => [field, fieldWords(field)] as const)]}
          onValue={(field) => field !== '' && editor.edit({ when: [...when, newCondition(field)] })}
        />
      )}
    </>
  );
}

interface FieldsProps {
  condition: RuleCondition;
  flaw: string | null;
  onCondition(condition: RuleCondition): void;
  onLeave(): void;
}

function ConditionFields({ condition, flaw, onCondition, onLeave }: FieldsProps): VNode | null {
  const reasons = useReasons();
  switch (condition.field) {
    case 'channel':
      return (
        <CheckList<Channel>
          label={t('Any of')}
          options={CHANNELS.map((channel) => [channel, channelWords(channel)] as const)}
          value={condition.any}
          onValue={(any) => onCondition({ ...condition, any })}
        />
      );
    case 'reason':
      return reasons.all.length === 0 ? (
        <Words condition={condition} flaw={flaw} hint={t('Codes of reasons.')} onCondition={onCondition} onLeave={onLeave} />
      ) : (
        <CheckList
          label={t('Any of')}
          options={reasons.all.map(({ code, label }) => [code, label] as const)}
          value={condition.any}
          onValue={(any) => onCondition({ ...condition, any })}
        />
      );
    case 'language':
      return <Words condition={condition} flaw={flaw} hint={t('As codes: en, de, pt-br.')} onCondition={onCondition} onLeave={onLeave} />;
    case 'tier':
      return <Words condition={condition} flaw={flaw} hint={t('Such as gold, business.')} onCondition={onCondition} onLeave={onLeave} />;
    case 'text':
      return (
        <Words
          condition={condition}
          flaw={flaw}
          hint={t('In what the customer said so far; capitals do not matter.')}
          onCondition={onCondition}
          onLeave={onLeave}
        />
      );
    case 'page':
      return (
        <Words condition={condition} flaw={flaw} hint={t('Part of the address: /checkout.')} onCondition={onCondition} onLeave={onLeave} />
      );
    case 'contacts':
    case 'effort':
      return (
        <NumberInput
          label={t('At least')}
          value={condition.atLeast}
          flaw={flaw}
          onValue={(number) => onCondition({ ...condition, atLeast: number ?? -1 })}
          onLeave={onLeave}
        />
      );
    default:
      return null;
  }
}

type WordsCondition = Extract<RuleCondition, { field: 'language' | 'tier' | 'text' | 'page' | 'reason' }>;
interface WordsFieldProps {
  condition: WordsCondition;
  flaw: string | null;
  hint: string;
  onCondition(condition: RuleCondition): void;
  onLeave(): void;
}

function Words({ condition, flaw, hint, onCondition, onLeave }: WordsFieldProps): VNode {
  return (
    <WordsInput
      label={t('Any of, with commas between them')}
      hint={hint}
      value={condition.any}
      flaw={flaw}
      onValue={(any) => onCondition({ ...condition, any: condition.field === 'language' ? any.map((tag) => tag.toLowerCase()) : any })}
      onLeave={onLeave}
    />
  );
}
