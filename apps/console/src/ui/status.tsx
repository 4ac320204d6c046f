import { Badge } from './badge.tsx';
import { plainWord, statusLook } from './status-looks.ts';

/** The word of a state, with the picture and the colour that it has everywhere. */
export const Status = ({ word, title }: { readonly word: string | undefined; readonly title?: string }) => {
  if (word === undefined) return <span className="text-faint">–</span>;
  const { tone, icon } = statusLook(word);
  return (
    <Badge tone={tone} icon={icon} {...(title === undefined ? {} : { title })}>
      {plainWord(word)}
    </Badge>
  );
};
