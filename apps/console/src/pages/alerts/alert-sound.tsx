import { useEffect, useState } from 'react';
import { usePreferences } from '../../console/use-choices.ts';
import { useSeries } from '../../console/use-facts.ts';
import { createChime } from '../../platform/chime.ts';
import { AlertBell } from './alert-bell.ts';

/** Sounds for new alerts on every page, for who asked for it. Shows nothing. */
export const AlertSound = () => {
  const [{ sounds }] = usePreferences();
  return sounds ? <Sound /> : null;
};

const Sound = () => {
  const [{ mutedAlerts }] = usePreferences();
  const alerts = useSeries('alert');
  const [chime] = useState(createChime);
  const [bell] = useState(() => new AlertBell({ now: () => Date.now(), ring: chime.ring }));
  useEffect(() => bell.look(alerts, mutedAlerts), [bell, alerts, mutedAlerts]);
  useEffect(() => {
    const options = { once: true, capture: true } as const;
    window.addEventListener('pointerdown', chime.unlock, options);
    window.addEventListener('keydown', chime.unlock, options);
    return () => {
      window.removeEventListener('pointerdown', chime.unlock, options);
      window.removeEventListener('keydown', chime.unlock, options);
    };
  }, [chime]);
  return null;
};
