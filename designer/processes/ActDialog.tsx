/** An act of the owner: says what it does, asks why, and is carried out only when confirmed. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DurationUnit } from '../../process/calendar/types';
import type { Person } from '../../server/contract/common';
import type { OwnerActAnswer, ProcessDetail } from '../../server/contract/processes';
import { post, seg } from '../api/client';
import { useText } from '../i18n/use-text';
import { ComboBox } from '../ui/ComboBox';
import { ConfirmDialog } from '../ui/Dialog';
import { TextArea } from '../ui/fields';
import { NumberField } from '../ui/NumberField';
import { Select } from '../ui/Select';
import { toast } from '../ui/toast';
import { processQuery, usersQuery } from './queries';
import styles from './processes.module.css';

export type OwnerAct = 'close' | 'extend' | 'reopen' | 'reassign' | 'withdraw';
export interface Asked {
  act: OwnerAct;
  step?: { id: string; title: string; people?: Person[] };
}

const UNITS: readonly DurationUnit[] = ['working-days', 'days', 'hours', 'minutes', 'months'];

export default function ActDialog({ process, asked: { act, step }, onClose }: { process: ProcessDetail; asked: Asked; onClose: () => void }) {
  const { t } = useText();
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [amount, setAmount] = useState<number | undefined>(5);
  const [unit, setUnit] = useState<DurationUnit>('working-days');
  const [from, setFrom] = useState(step?.people?.[0]?.id ?? '');
  const [to, setTo] = useState<string>();
  const incomplete =
    reason.trim() === '' || (act === 'extend' && (amount === undefined || amount < 1 || !Number.isInteger(amount))) || (act === 'reassign' && (from === '' || to === undefined || to === from));
  const carryOut = async () => {
    const path = act === 'withdraw' ? `/processes/${seg(process.id)}/withdraw` : `/processes/${seg(process.id)}/steps/${seg(step!.id)}/${act}`;
    const answer = await post<OwnerActAnswer>(path, {
      reason: reason.trim(),
      ...(act === 'extend' && { duration: { amount, unit } }),
      ...(act === 'reassign' && { from, to }),
    });
    client.setQueryData(processQuery(process.id).queryKey, answer.process);
    void client.invalidateQueries({ queryKey: ['history', process.id] });
    void client.invalidateQueries({ queryKey: ['processes'] });
    toast(t('act.done'));
  };
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t(`act.${act}.title`, { step: step?.title ?? '' })}
      confirm={t(`act.${act}`)}
      look={act === 'withdraw' || act === 'close' ? 'danger' : 'primary'}
      onConfirm={carryOut}
      disabled={incomplete}
    >
      <p>{t(`act.${act}.text`)}</p>
      {act === 'extend' && (
        <div className={styles.two}>
          <NumberField label={t('act.amount')} required min={1} value={amount} onChange={setAmount} />
          <Select label={t('act.unit')} value={unit} onChange={(next) => setUnit(next as DurationUnit)} options={UNITS.map((value) => ({ value, label: t(`unit.${value}`) }))} />
        </div>
      )}
      {act === 'reassign' && <Reassign people={step?.people ?? []} from={from} setFrom={setFrom} to={to} setTo={setTo} />}
      <TextArea label={t('act.reason')} help={t('act.reasonHelp')} required rows={3} max={2000} value={reason} onChange={setReason} />
    </ConfirmDialog>
  );
}

function Reassign({ people, from, setFrom, to, setTo }: { people: Person[]; from: string; setFrom: (id: string) => void; to: string | undefined; setTo: (id: string | undefined) => void }) {
  const { t } = useText();
  const users = useQuery(usersQuery);
  const others = (users.data?.items ?? []).filter((user) => !user.disabled && user.id !== from);
  return (
    <>
      <Select label={t('act.from')} required value={from} onChange={setFrom} options={people.map((person) => ({ value: person.id, label: person.name }))} />
      <ComboBox label={t('act.to')} required value={to} onChange={setTo} options={others.map((user) => ({ value: user.id, label: user.name, note: user.id }))} />
    </>
  );
}
