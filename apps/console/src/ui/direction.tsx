import { Badge } from './badge.tsx';

const isUp = (word: string): boolean => word === 'long' || word === 'buy' || word === 'inflow';

/** Long or short, buy or sell: an arrow, the word, and a colour. */
export const Direction = ({ word }: { readonly word: string | undefined }) => {
  if (word === undefined) return <span className="text-faint">–</span>;
  return (
    <Badge tone={isUp(word) ? 'up' : 'down'} icon={isUp(word) ? 'up' : 'down'}>
      {word}
    </Badge>
  );
};
