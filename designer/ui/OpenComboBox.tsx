/** The list behind `ComboBox`: takes the focus and opens at once, because it is only drawn when its field was entered. */
import { Check, ChevronsUpDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useText } from '../i18n/use-text';
import type { Choice } from './choices';
import { FieldHelp, FieldLabel, stateOf } from './aria-field';
import type { ComboBoxProps } from './ComboBox';
import styles from './fields.module.css';

function Options({ options }: { options: Choice[] }) {
  const { t } = useText();
  return (
    <Popover className={styles.popover!} offset={6}>
      <ListBox items={options} renderEmptyState={() => <p className={styles.empty}>{t('field.suggestions')}</p>}>
        {(option: Choice) => (
          <ListBoxItem id={option.value} textValue={option.label} className={styles.option!} isDisabled={!!option.disabled}>
            {({ isSelected }) => (
              <>
                <span>
                  {option.label}
                  {option.note && <span className={styles.optionNote}>{option.note}</span>}
                </span>
                {isSelected && <Check size={17} aria-hidden />}
              </>
            )}
          </ListBoxItem>
        )}
      </ListBox>
    </Popover>
  );
}

/** `typed`: what was written while this was still loading. */
export default function OpenComboBox(props: ComboBoxProps & { typed: string }) {
  const { value, onChange, options, typed } = props;
  return (
    <AriaComboBox
      {...stateOf(props)}
      className={styles.field!}
      value={value ?? null}
      onChange={(key) => onChange(key === null ? undefined : String(key))}
      defaultItems={options}
      menuTrigger="focus"
      allowsEmptyCollection
      autoFocus
      {...(typed && { defaultInputValue: typed })}
    >
      <FieldLabel {...props} />
      <div className={styles.combo}>
        <Input className={styles.control!} />
        <Button className={styles.comboButton!}><ChevronsUpDown size={17} aria-hidden /></Button>
      </div>
      <FieldHelp {...props} />
      <Options options={options} />
    </AriaComboBox>
  );
}
