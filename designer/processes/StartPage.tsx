/** Starting a process: which definition, who is in its roles, what is known already, official or rehearsal. */
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { UsersRound, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { DataProperty, Json, ProcessDefinition } from '../../process/types';
import type { PublishedVersionJson } from '../../server/contract/definitions';
import type { NewProcessRequest, ProcessDetail } from '../../server/contract/processes';
import { newKey, post } from '../api/client';
import { definitionsQuery, versionQuery } from '../definitions/queries';
import { useText } from '../i18n/use-text';
import { paths } from '../paths';
import { Button, IconButton } from '../ui/Button';
import { Switch } from '../ui/choices';
import { ComboBox } from '../ui/ComboBox';
import { DateField } from '../ui/DateField';
import { Card, EmptyState, PageHeader, Skeleton } from '../ui/display';
import { ErrorState } from '../ui/ErrorState';
import { TextField } from '../ui/fields';
import { ButtonLink } from '../ui/Link';
import { NumberField } from '../ui/NumberField';
import { Select } from '../ui/Select';
import { latestOfQuery, processQuery, usersQuery } from './queries';
import { scaleChoices, USUAL_SCALE } from './scales';
import styles from './processes.module.css';

export default function StartPage() {
  const { t, local } = useText();
  const search = useSearch({ strict: false }) as { rancangan?: string; gladi?: unknown };
  const [chosen, setChosen] = useState(search.rancangan);
  const definitions = useInfiniteQuery(definitionsQuery(''));
  const published = (definitions.data?.pages.flatMap((page) => page.items) ?? []).filter((definition) => definition.published !== null);
  const newest = published.find((definition) => definition.id === chosen);
  return (
    <div className={styles.form}>
      <PageHeader title={t('start.title')} lead={t('start.lead')} crumbs={[{ label: t('nav.processes'), href: paths.processes }, { label: t('start.title') }]} />
      {definitions.error && <ErrorState error={definitions.error} onRetry={() => void definitions.refetch()} />}
      {definitions.isPending && <Skeleton lines={6} />}
      {definitions.data && published.length === 0 && <EmptyState title={t('start.noDefinition')} actions={<ButtonLink href={paths.definitions}>{t('start.toDefinitions')}</ButtonLink>}>{t('start.noDefinitionText')}</EmptyState>}
      {published.length > 0 && (
        <div className="stack">
          <Select
            label={t('start.definition')}
            required
            value={newest?.id}
            placeholder={t('field.choose')}
            onChange={setChosen}
            options={published.map((definition) => ({ value: definition.id, label: t('processes.version', { title: local(definition.title), version: definition.published!.version }) }))}
          />
          {newest && <OfVersion key={newest.id} id={newest.id} version={newest.published!.version} rehearse={search.gladi !== undefined} />}
        </div>
      )}
    </div>
  );
}

function OfVersion({ id, version, rehearse }: { id: string; version: number; rehearse: boolean }) {
  const found = useQuery(versionQuery(id, version));
  if (found.error) return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Skeleton lines={6} />;
  return <StartForm version={found.data} rehearse={rehearse} />;
}

function StartForm({ version, rehearse }: { version: PublishedVersionJson; rehearse: boolean }) {
  const text = useText();
  const { t, local } = text;
  const router = useRouter();
  const client = useQueryClient();
  const { definition } = version;
  const roles = Object.entries(definition.roles).filter(([, role]) => role.kind === 'people');
  const [title, setTitle] = useState(() => local(definition.title));
  const [people, setPeople] = useState<Record<string, string[]>>({});
  const [data, setData] = useState<Record<string, Json>>({});
  const [rehearsal, setRehearsal] = useState(rehearse);
  const [scale, setScale] = useState(String(USUAL_SCALE));
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [tried, setTried] = useState(false);
  // The same content sent again after a lost answer is the same process; other content is another.
  const sent = useRef({ body: '', key: '' });

  const start = async () => {
    setTried(true);
    if (title.trim() === '') return;
    setBusy(true);
    setError(undefined);
    const body: NewProcessRequest = {
      definitionId: version.definitionId,
      version: version.version,
      title: title.trim(),
      roles: Object.fromEntries(roles.map(([id]) => [id, people[id] ?? []])),
      ...(Object.keys(data).length > 0 && { data }),
      ...(rehearsal && { rehearsal: { scale: Number(scale) } }),
    };
    const text = JSON.stringify(body);
    if (sent.current.body !== text) sent.current = { body: text, key: newKey() };
    try {
      const process = await post<ProcessDetail>('/processes', body, { key: sent.current.key });
      client.setQueryData(processQuery(process.id).queryKey, process);
      void client.invalidateQueries({ queryKey: ['processes'] });
      await router.navigate({ href: paths.process(process.id) });
    } catch (problem) {
      setError(problem);
      setBusy(false);
    }
  };
  return (
    <form className="stack" noValidate onSubmit={(event) => { event.preventDefault(); void start(); }}>
      <TextField label={t('start.name')} required max={300} value={title} onChange={setTitle} error={tried && title.trim() === '' ? t('start.nameMissing') : undefined} />
      <Card title={t('start.people')}>
        <p className="muted">{t('start.peopleHelp')}</p>
        <AsBefore definitionId={version.definitionId} roles={roles.map(([id]) => id)} onFill={setPeople} />
        <div>
          {roles.map(([id, role]) => (
            <RolePeople key={id} title={local(role.title)} chosen={people[id] ?? []} onChange={(next) => setPeople({ ...people, [id]: next })} />
          ))}
        </div>
      </Card>
      <StartData definition={definition} data={data} onChange={setData} />
      <Card>
        <Switch checked={rehearsal} onChange={setRehearsal}>{t('start.rehearsal')}</Switch>
        <p className="muted small">{t('start.rehearsalHelp')}</p>
        {rehearsal && <Select label={t('start.scale')} value={scale} onChange={setScale} options={scaleChoices(text)} />}
      </Card>
      {error !== undefined && <ErrorState error={error} />}
      <div className="row"><Button type="submit" look="primary" busy={busy}>{t(rehearsal ? 'start.goRehearsal' : 'start.go')}</Button></div>
    </form>
  );
}

/** Most processes of a definition have the same people: those of the last one are offered. */
function AsBefore({ definitionId, roles, onFill }: { definitionId: string; roles: string[]; onFill: (people: Record<string, string[]>) => void }) {
  const { t } = useText();
  const latest = useQuery(latestOfQuery(definitionId)).data?.items[0];
  const [filled, setFilled] = useState(false);
  const client = useQueryClient();
  const [error, setError] = useState<unknown>();
  if (!latest) return null;
  const fill = async () => {
    setError(undefined);
    try {
      const before = await client.fetchQuery(processQuery(latest.id));
      onFill(Object.fromEntries(before.roles.filter(({ id }) => roles.includes(id)).map(({ id, people }) => [id, people.map((person) => person.id)])));
      setFilled(true);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <div className="stack" style={{ '--gap': '6px' } as React.CSSProperties}>
      <div className="row"><Button small icon={UsersRound} onPress={() => void fill()}>{t('start.copy')}</Button></div>
      <p className="muted small" role="status">{t(filled ? 'start.copied' : 'start.copyHelp', { title: latest.title })}</p>
      {error !== undefined && <ErrorState error={error} compact />}
    </div>
  );
}

function RolePeople({ title, chosen, onChange }: { title: string; chosen: string[]; onChange: (next: string[]) => void }) {
  const { t } = useText();
  const group = useRef<HTMLDivElement>(null);
  const users = useQuery(usersQuery);
  const all = users.data?.items.filter((user) => !user.disabled) ?? [];
  const nameOf = (id: string) => all.find((user) => user.id === id)?.name ?? id;
  return (
    <div ref={group} tabIndex={-1} className={styles.role} role="group" aria-label={title}>
      <div className={styles.two}>
        <div className="stack" style={{ '--gap': '8px' } as React.CSSProperties}>
          <strong>{title}</strong>
          {chosen.length === 0 && <span className="muted small">{t('start.nobody')}</span>}
          <ul className={styles.chips}>
            {chosen.map((id) => <li key={id}>{nameOf(id)}<IconButton icon={X} label={t('start.removePerson', { name: nameOf(id) })} onPress={() => onChange(chosen.filter((other) => other !== id))} /></li>)}
          </ul>
        </div>
        <ComboBox
          // Chosen people leave the list, and the field is empty and closed again for the next.
          key={chosen.join()}
          label={t('start.add', { role: title })}
          value={undefined}
          onChange={(id) => {
            if (id === undefined) return;
            onChange([...chosen, id]);
            // The field is drawn anew: whoever chose by keyboard goes on from their role.
            group.current?.focus();
          }}
          options={all.filter((user) => !chosen.includes(user.id)).map((user) => ({ value: user.id, label: user.name, note: user.id }))}
        />
      </div>
    </div>
  );
}

function StartData({ definition, data, onChange }: { definition: ProcessDefinition; data: Record<string, Json>; onChange: (data: Record<string, Json>) => void }) {
  const { t } = useText();
  const properties = Object.entries(definition.data.properties);
  if (properties.length === 0) return null;
  const set = (name: string, value: Json | undefined) => {
    const { [name]: _before, ...others } = data;
    onChange(value === undefined ? others : { ...others, [name]: value });
  };
  return (
    <Card title={t('start.data')}>
      <p className="muted">{t('start.dataHelp')}</p>
      <div className={styles.two}>
        {properties.map(([name, property]) => <Variable key={name} name={name} property={property} value={data[name]} onChange={(value) => set(name, value)} />)}
      </div>
    </Card>
  );
}

const UNSET = '';

function Variable({ name, property, value, onChange }: { name: string; property: DataProperty; value: Json | undefined; onChange: (value: Json | undefined) => void }) {
  const { t, local } = useText();
  const label = local(property.title) || name;
  const preset = property.default;
  const words = typeof preset === 'boolean' ? t(preset ? 'field.yes' : 'field.no') : String(preset);
  const unset = { value: UNSET, label: preset === undefined ? t('start.unset') : t('start.default', { value: words }) };
  if (property.type === 'boolean') {
    const options = [unset, { value: 'true', label: t('field.yes') }, { value: 'false', label: t('field.no') }];
    return <Select label={label} value={typeof value === 'boolean' ? String(value) : UNSET} onChange={(next) => onChange(next === UNSET ? undefined : next === 'true')} options={options} />;
  }
  if (property.enum) return <Select label={label} value={typeof value === 'string' ? value : UNSET} onChange={(next) => onChange(next || undefined)} options={[unset, ...property.enum.map((one) => ({ value: one, label: one }))]} />;
  if (property.type === 'string' && property.format === 'date') return <DateField label={label} value={typeof value === 'string' ? value : undefined} onChange={onChange} />;
  if (property.type === 'string') return <TextField label={label} value={typeof value === 'string' ? value : ''} onChange={(next) => onChange(next || undefined)} />;
  return <NumberField label={label} value={typeof value === 'number' ? value : undefined} onChange={onChange} />;
}
