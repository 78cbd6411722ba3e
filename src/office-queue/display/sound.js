// The chime, made here, and the call as the service's own machine speaks it. A browser may keep a page silent until
// somebody has touched it; then the page says so.

const CHIME = 1.5; // seconds
const LATEST = 6_000; // a voice that comes later than this would speak over the next call
const LOUD = 0.5;

let context = null;
let wasOn = false;
let speakingUntil = 0; // of the monotonic clock

function open() {
  if (context === null || context.state === "closed") context = new AudioContext();
  if (context.state !== "running") context.resume().catch(() => {});
}

export function isOn() {
  const on = context?.state === "running";
  wasOn ||= on;
  return on;
}
export const isSpeaking = () => performance.now() < speakingUntil;

// A touch or a key anywhere is leave enough.
export function allow() {
  try {
    open();
  } catch {
    // No sound device: numbers and words remain.
  }
}

function tone(pitch, start, length) {
  const sound = context.createOscillator();
  const level = context.createGain();
  sound.frequency.value = pitch;
  level.gain.setValueAtTime(0.0001, start);
  level.gain.exponentialRampToValueAtTime(LOUD, start + 0.02);
  level.gain.exponentialRampToValueAtTime(0.0001, start + length);
  sound.connect(level).connect(context.destination);
  sound.start(start);
  sound.stop(start + length);
}

async function fetched(address) {
  const answer = await fetch(address, { signal: AbortSignal.timeout(LATEST) });
  return answer.ok ? context.decodeAudioData(await answer.arrayBuffer()) : null;
}

// Chimes, then speaks, if the call is still the one that is shown.
export async function announce(address, isStillShown) {
  // Whoever took the sound away for a moment, another program or a cable, gives it back without a touch.
  if (!isOn() && wasOn) allow();
  if (!isOn()) return;
  const begun = performance.now();
  const chimed = context.currentTime + CHIME;
  try {
    tone(659.3, context.currentTime, 0.9);
    tone(523.3, context.currentTime + 0.55, 0.95);
    speakingUntil = begun + CHIME * 1000;
    const voice = await fetched(address);
    if (voice === null || !isStillShown() || performance.now() - begun > LATEST) return;
    const source = context.createBufferSource();
    source.buffer = voice;
    source.connect(context.destination);
    const start = Math.max(chimed, context.currentTime);
    source.start(start);
    speakingUntil = performance.now() + (start - context.currentTime + voice.duration) * 1000;
  } catch {
    // Without a voice the chime and the screen remain.
  }
}
