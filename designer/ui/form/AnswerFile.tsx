/** A file as an answer: uploaded at once, kept in the answer by its id, name, size and type. */
import { useState } from 'react';
import type { Json } from '../../../process/types';
import type { FileRef } from '../../../server/contract/files';
import { uploadFile } from '../../api/files';
import { isProblem } from '../../api/problem';
import { useText } from '../../i18n/use-text';
import { FileField } from '../FileField';

/** As the API's contract says; a value of its own, because importing it would bring the validator into the page. */
const LIMIT = 5_000_000;

interface AnswerFileProps {
  label: string;
  help?: string;
  error?: string | undefined;
  required?: boolean;
  readOnly?: boolean;
  value: Json | undefined;
  onChange: (value: Json | undefined) => void;
}

export function AnswerFile({ value, onChange, error, ...rest }: AnswerFileProps) {
  const { t } = useText();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const add = async ([file]: File[]) => {
    if (!file) return;
    setBusy(true);
    setFailure(undefined);
    try {
      onChange({ ...(await uploadFile(file)) });
    } catch (problem) {
      setFailure(isProblem(problem) ? problem.text : t('error.network'));
    } finally {
      setBusy(false);
    }
  };
  const file = isFileRef(value) ? value : undefined;
  return (
    <FileField
      {...rest}
      error={failure ?? error}
      files={file ? [file] : []}
      limit={LIMIT}
      busy={busy}
      onAdd={(files) => void add(files)}
      onRemove={() => onChange(undefined)}
    />
  );
}

const isFileRef = (value: unknown): value is FileRef => typeof value === 'object' && value !== null && 'id' in value && 'name' in value;
