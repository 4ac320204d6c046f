import { useMemo, useState } from 'react';
import { useParam, usePreferences } from '../../console/use-choices.ts';
import { useSeries } from '../../console/use-facts.ts';
import type { FactOf } from '../../data/fact.ts';
import { DataTable } from '../../table/data-table.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FactDrawer, Section } from '../../ui/fact-drawer.tsx';
import { Panel } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { useToast } from '../../ui/toasts.tsx';
import { alertColumns } from './alert-columns.tsx';
import { isAtLeast, mutedName, severities, toggleMuted } from './alert-mute.ts';
import type { Severity } from './alert-mute.ts';
import { MutedList } from './muted-list.tsx';

type Alert = FactOf<'alert'>;

const keyOf = ({ seq }: Alert): string => seq;

const newestFirst = { column: 'time', descending: true } as const;

const choices = severities.map((id) => ({ id, title: id === 'info' ? 'all severities' : `${id} and above` }));

const empty = (
  <EmptyState icon="alerts" title="No alerts">
    Nothing asks for a person. Alerts of the last hours and whatever comes now are shown here; what you muted is not.
  </EmptyState>
);

const useMutes = () => {
  const [{ mutedAlerts }, change] = usePreferences();
  return [mutedAlerts, (name: string) => change({ mutedAlerts: toggleMuted(mutedAlerts, name) })] as const;
};

const SoundButton = () => {
  const [{ sounds }, change] = usePreferences();
  const say = useToast();
  const toggle = () => {
    change({ sounds: !sounds });
    if (!sounds) say({ title: 'Sound is on', detail: 'Two short tones for each new alert from warning on.' });
  };
  return (
    <Button look="quiet" icon={sounds ? 'sound' : 'silent'} className="h-7!" aria-pressed={sounds} onClick={toggle}>
      {sounds ? 'Sound on' : 'Sound off'}
    </Button>
  );
};

interface AlertDrawerProps {
  readonly alert: Alert | undefined;
  readonly happened: readonly Alert[];
  readonly onClose: () => void;
}

const AlertDrawer = ({ alert, happened, onClose }: AlertDrawerProps) => {
  const [muted, toggle] = useMutes();
  const name = alert === undefined ? '' : mutedName(alert);
  const isMuted = muted.includes(name);
  return (
    <FactDrawer
      title={alert?.data.title ?? 'Alert'}
      fact={alert}
      history={happened.filter((one) => one.key === alert?.key && one.account === alert.account)}
      onClose={onClose}
    >
      <Section title="Too much of it?">
        <Button icon={isMuted ? 'sound' : 'silent'} onClick={() => toggle(name)}>
          {isMuted ? 'Hear alerts like this again' : 'Mute alerts like this'}
        </Button>
      </Section>
    </FactDrawer>
  );
};

/** What a person should look at. */
export const AlertsPage = () => {
  const happened = useSeries('alert');
  const [muted, toggle] = useMutes();
  const [chosen, choose] = useParam('severity');
  const [openKey, open] = useParam('alert');
  const [showsMuted, setShowsMuted] = useState(false);
  const least: Severity = severities.find((one) => one === chosen) ?? 'info';
  const alerts = useMemo(
    () => happened.filter((one) => isAtLeast(one, least) && (showsMuted || !muted.includes(mutedName(one)))),
    [happened, least, muted, showsMuted],
  );
  const toolbar = (
    <>
      <Select
        label="Severity"
        options={choices}
        chosen={least}
        onChoose={(id) => choose(id === 'info' ? undefined : id)}
      />
      <MutedList muted={muted} onUnmute={toggle} isShown={showsMuted} onShow={setShowsMuted} />
    </>
  );
  return (
    <div className="h-full p-3">
      <Panel title="Alerts" kinds={['alert']} flush className="h-full" actions={<SoundButton />}>
        <DataTable
          id="alerts"
          label="Alerts"
          columns={alertColumns}
          rows={alerts}
          rowKey={keyOf}
          onOpen={(alert) => open(keyOf(alert))}
          openKey={openKey}
          firstSort={newestFirst}
          empty={empty}
          toolbar={toolbar}
        />
      </Panel>
      <AlertDrawer
        alert={openKey === undefined ? undefined : happened.find((one) => keyOf(one) === openKey)}
        happened={happened}
        onClose={() => open(undefined)}
      />
    </div>
  );
};
