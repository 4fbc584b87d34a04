/** The frame of a field for those that React Aria makes: numbers, dates, type-to-find. */
import { FieldError } from 'react-aria-components/FieldError';
import { Label } from 'react-aria-components/Label';
import { Text } from 'react-aria-components/Text';
import { labelClass, LabelText, type FieldProps } from './fields';
import styles from './fields.module.css';

export function FieldLabel(props: FieldProps) {
  return <Label className={labelClass(props.hideLabel)}><LabelText {...props} /></Label>;
}

export function FieldHelp({ help, error }: Pick<FieldProps, 'help' | 'error'>) {
  return (
    <>
      {help && <Text slot="description" className={styles.help!}>{help}</Text>}
      {error && <FieldError className={styles.error!}>{error}</FieldError>}
    </>
  );
}

/** Our names of a field's states, as React Aria calls them. */
export const stateOf = ({ error, required, disabled, readOnly, id, name, autoFocus }: FieldProps) => ({
  isInvalid: !!error,
  isRequired: !!required,
  isDisabled: !!disabled,
  isReadOnly: !!readOnly,
  validationBehavior: 'aria' as const,
  ...(id !== undefined && { id }),
  ...(name !== undefined && { name }),
  ...(autoFocus !== undefined && { autoFocus }),
});
