import { useText } from '../i18n/use-text';
import { RadioGroup } from '../ui/choices';
import { anchorOf } from '../ui/form/anchors';
import type { KindProps } from './kind-props';

/** The decision, where there is more than one: each outcome with what follows from it. */
export function OutcomeChoice({ task, outcome, setOutcome, errors, readOnly, label }: KindProps & { label: string }) {
  const { word } = useText();
  return (
    <div id={anchorOf('/outcome')}>
      <RadioGroup
        label={label}
        cards
        required
        readOnly={readOnly}
        error={errors['/outcome']}
        value={outcome}
        onChange={setOutcome}
        options={task.outcomes.map((code) => ({ value: code, label: word(`outcomeText.${code}`, word(`outcome.${code}`, code)), note: word(`outcomeNote.${code}`, '') }))}
      />
    </div>
  );
}
