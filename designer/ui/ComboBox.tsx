/** Choose one of many: type to find. For a few, use `Select`. */
import { Check, ChevronsUpDown } from 'lucide-react';
import { Button } from 'react-aria-components/Button';
import { ComboBox as AriaComboBox } from 'react-aria-components/ComboBox';
import { Input } from 'react-aria-components/Input';
import { ListBox, ListBoxItem } from 'react-aria-components/ListBox';
import { Popover } from 'react-aria-components/Popover';
import { useText } from '../i18n/use-text';
import type { Choice } from './choices';
import { FieldHelp, FieldLabel, stateOf } from './aria-field';
import type { FieldProps } from './fields';
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

export interface ComboBoxProps extends FieldProps {
  value: string | undefined;
  onChange: (value: string | undefined) => void;
  options: Choice[];
}

export function ComboBox(props: ComboBoxProps) {
  const { value, onChange, options } = props;
  return (
    <AriaComboBox
      {...stateOf(props)}
      className={styles.field!}
      value={value ?? null}
      onChange={(key) => onChange(key === null ? undefined : String(key))}
      defaultItems={options}
      menuTrigger="focus"
      allowsEmptyCollection
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
