import { type ProgramName, watchBundle } from './bundle.ts';
import { PartDied } from './part.ts';
import type { Supervisor } from './supervisor.ts';

const PROGRAMS: readonly ProgramName[] = ['api', 'worker'];

/** Starts the API and the worker again when their sources have changed, until the signal is aborted. */
export async function followSources(
	root: string,
	supervisor: Pick<Supervisor, 'restart'>,
	{ say, signal }: { readonly say: (line: string) => void; readonly signal: AbortSignal },
): Promise<void> {
	const restart = async (name: ProgramName) => {
		if (signal.aborted) return;
		say(`${name} changed: starting it again.`);
		try {
			await supervisor.restart(name);
		} catch (error) {
			if (!(error instanceof PartDied)) throw error;
			if (!signal.aborted) say(`${error.message}\nWaiting for a change.`);
		}
	};
	for (const name of PROGRAMS) {
		const end = await watchBundle(root, name, {
			change: () => void restart(name),
			error: (messages) => say(`${name} cannot be built:\n${messages}`),
		});
		signal.addEventListener('abort', () => void end());
		if (signal.aborted) await end();
	}
}
