import type { Outlet } from './outlet.ts';

/** Hertz: a fifth, upwards. */
const NOTES = [523, 784];
/** Seconds. */
const NOTE = 0.4;

/** Plays two notes where the sound of a call would come out, and as loud. To be called in a click. */
export async function playChime(outlet: Outlet): Promise<void> {
	const audio = new AudioContext();
	const out = audio.createMediaStreamDestination();
	const element = new Audio();
	element.srcObject = out.stream;
	outlet.add(element);
	const ends = NOTES.map((frequency, index) => {
		const tone = new OscillatorNode(audio, { frequency });
		const gain = new GainNode(audio, { gain: 0 });
		tone.connect(gain).connect(out);
		const from = audio.currentTime + 0.1 + index * NOTE;
		gain.gain.setTargetAtTime(0.3, from, 0.01);
		gain.gain.setTargetAtTime(0, from + NOTE / 2, 0.1);
		tone.start(from);
		tone.stop(from + 2 * NOTE);
		return new Promise((resolve) => {
			tone.onended = resolve;
		});
	});
	await element.play().catch(() => {});
	await Promise.all(ends);
	outlet.remove(element);
	await audio.close();
}
