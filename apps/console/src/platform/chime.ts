/** Two short tones, and whether the browser lets the page sound: it does after the first click or key. */
export interface Chime {
  readonly ring: () => void;
  /** Asks the browser for leave; to be called from a click or a key. */
  readonly unlock: () => void;
}

/** Pitches in Hz and when they begin, in seconds: a fourth upwards, short enough for an office. */
const tones = [
  [660, 0],
  [880, 0.14],
] as const;
const toneS = 0.18;
const loudness = 0.08;

/** Makes the sound of an alert. No file is loaded: it is two tones of the platform. */
export const createChime = (): Chime => {
  let context: AudioContext | undefined;
  const open = (): AudioContext => {
    context ??= new AudioContext();
    return context;
  };
  return {
    ring: () => {
      const audio = open();
      for (const [pitch, after] of tones) {
        const [tone, volume] = [audio.createOscillator(), audio.createGain()];
        const from = audio.currentTime + after;
        tone.frequency.value = pitch;
        volume.gain.setValueAtTime(loudness, from);
        volume.gain.exponentialRampToValueAtTime(0.001, from + toneS);
        tone.connect(volume).connect(audio.destination);
        tone.start(from);
        tone.stop(from + toneS);
      }
    },
    unlock: () => void open().resume(),
  };
};
