/** One or many files, chosen or dropped. What becomes of them (upload, hash) is the caller's. */
import { FileText, Trash2, Upload } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useText } from '../i18n/use-text';
import { Button, IconButton } from './Button';
import styles from './fields.module.css';

export interface ShownFile {
  id: string;
  name: string;
  size?: number;
}

export interface FileFieldProps {
  label: string;
  help?: string;
  error?: string | undefined;
  required?: boolean;
  files: ShownFile[];
  /** Bytes. */
  limit?: number;
  multiple?: boolean;
  accept?: string;
  busy?: boolean;
  readOnly?: boolean;
  onAdd: (files: File[]) => void;
  onRemove: (id: string) => void;
}

export function FileField(props: FileFieldProps) {
  const { label, help, required, files, limit, multiple, accept, busy, readOnly, onAdd, onRemove } = props;
  const { t } = useText();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [tooLarge, setTooLarge] = useState<string>();
  const error = tooLarge ?? props.error;
  const take = (list: FileList | null): void => {
    const chosen = [...(list ?? [])];
    const large = limit ? chosen.find((file) => file.size > limit) : undefined;
    setTooLarge(large && limit ? t('field.file.tooLarge', { name: large.name, size: sizeOf(large.size), limit: sizeOf(limit) }) : undefined);
    const fit = chosen.filter((file) => !limit || file.size <= limit);
    if (fit.length > 0) onAdd(multiple ? fit : fit.slice(0, 1));
  };
  return (
    <div className={styles.field} role="group" aria-labelledby={`${id}-label`} aria-describedby={`${id}-help`}>
      <span id={`${id}-label`} className={styles.label}>
        {label}
        {required && <span className={styles.required} aria-hidden>*</span>}
        {required && <span className="visually-hidden"> ({t('field.required')})</span>}
      </span>
      <div
        className={styles.file}
        data-over={over || undefined}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => { event.preventDefault(); setOver(false); if (!readOnly) take(event.dataTransfer.files); }}
      >
        {files.length > 0 && (
          <ul className={styles.fileList}>
            {files.map((file) => (
              <li key={file.id}>
                <FileText size={18} aria-hidden />
                <span className={styles.fileName}>{file.name}</span>
                {file.size !== undefined && <span className={styles.help}>{sizeOf(file.size)}</span>}
                {!readOnly && <IconButton icon={Trash2} look="danger" label={t('action.remove', { what: file.name })} onPress={() => onRemove(file.id)} />}
              </li>
            ))}
          </ul>
        )}
        {!readOnly && (multiple || files.length === 0) && (
          <div className="row">
            <input ref={input} type="file" hidden {...(accept && { accept })} multiple={!!multiple} onChange={(event) => { take(event.target.files); event.target.value = ''; }} />
            <Button icon={Upload} small busy={!!busy} onPress={() => input.current?.click()}>{t('field.file.choose')}</Button>
            <span className={styles.help}>{t('field.file.drop')}</span>
          </div>
        )}
      </div>
      <span id={`${id}-help`} className={styles.help}>
        {[help, limit && t('field.file.limit', { size: sizeOf(limit) })].filter(Boolean).join(' · ')}
      </span>
      {error && <span className={styles.error} role="alert">{error}</span>}
    </div>
  );
}

/** Bytes for people: 1,2 MB. */
export function sizeOf(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
