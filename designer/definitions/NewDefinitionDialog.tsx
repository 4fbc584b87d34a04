/** A new definition: its title, and what it begins with. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import type { DefinitionDraft, NewDefinitionRequest } from '../../server/contract/definitions';
import { newKey, post } from '../api/client';
import { isProblem } from '../api/problem';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button } from '../ui/Button';
import { RadioGroup } from '../ui/choices';
import { Dialog } from '../ui/Dialog';
import { Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { templatesQuery } from './queries';
import { slugOf } from './slug';

const BLANK = '';

export default function NewDefinitionDialog({ onClose }: { onClose: () => void }) {
  const { t, local } = useText();
  const router = useRouter();
  const client = useQueryClient();
  const templates = useQuery(templatesQuery);
  const [title, setTitle] = useState('');
  const [english, setEnglish] = useState('');
  const [from, setFrom] = useState(BLANK);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const missing = title.trim() === '';

  const create = async () => {
    setTried(true);
    if (missing) return;
    setBusy(true);
    setError(undefined);
    try {
      const made = await createDefinition({
        title: { id: title.trim(), ...(english.trim() && { en: english.trim() }) },
        ...(from !== BLANK && { template: from }),
      });
      await client.invalidateQueries({ queryKey: ['definitions'] });
      await router.navigate({ href: paths.definition(made.id) });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  const options = [
    { value: BLANK, label: t('definitions.new.blank'), note: t('definitions.new.blankText') },
    ...(templates.data?.items ?? []).map((template) => ({
      value: template.id,
      label: local(template.title),
      note: t('definitions.new.many', { count: template.definition.steps.length, text: template.description ? local(template.description) : '' }),
    })),
  ];
  return (
    <Dialog
      open
      onClose={onClose}
      sticky
      wide
      title={t('definitions.new.title')}
      actions={
        <>
          <Button onPress={onClose}>{t('definitions.new.cancel')}</Button>
          <Button look="primary" busy={busy} onPress={() => void create()}>{t('definitions.new.create')}</Button>
        </>
      }
    >
      <form className="stack" onSubmit={(event) => { event.preventDefault(); void create(); }}>
        <TextField label={t('definitions.new.name')} help={t('definitions.new.nameHelp')} value={title} onChange={setTitle} max={300} required autoFocus error={tried && missing ? t('definitions.new.nameMissing') : undefined} />
        <TextField label={t('definitions.new.nameEn')} value={english} onChange={setEnglish} max={300} markOptional />
        {templates.isPending ? <Skeleton lines={3} height={48} /> : <RadioGroup label={t('definitions.new.from')} cards value={from} onChange={setFrom} options={options} />}
        {error !== undefined && <ErrorState error={error} compact />}
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}

/** Names the definition by its title; where that name is taken, by the title and a few letters more. */
async function createDefinition(asked: Omit<Extract<NewDefinitionRequest, { id: string }>, 'id'>): Promise<DefinitionDraft> {
  const id = slugOf(asked.title.id);
  try {
    return await post<DefinitionDraft>('/definitions', { ...asked, id });
  } catch (error) {
    if (!isProblem(error) || error.code !== 'DEFINITION_EXISTS') throw error;
    return post<DefinitionDraft>('/definitions', { ...asked, id: `${id}-${newKey().slice(0, 5)}` });
  }
}
