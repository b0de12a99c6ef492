import { expect, it } from 'vitest';
import { parseLine } from '../log-line.ts';
import { type Death, PartDied } from '../part.ts';
import { type BrokenHere, makeBroken } from './break-parts.ts';

const served = (job: string, pid: number) =>
	parseLine(JSON.stringify({ event: 'job_served', outcome: 'serving', job, pid }));

/** A worker that serves two calls. */
function running(people: readonly string[] | null, restart: () => Promise<void> = async () => {}) {
	const did: string[] = [];
	const said: string[] = [];
	const broken = makeBroken({
		restart: async (name, how) => {
			did.push(`restart ${name} ${JSON.stringify(how)}`);
			await restart();
		},
		whoIsIn: async (room) => {
			did.push(`who ${room}`);
			return people;
		},
		kill: (pid) => did.push(`kill ${pid}`),
		say: (line) => said.push(line),
	});
	broken.onLine('worker', parseLine('not JSON'));
	broken.onLine('worker', served('AJ_one', 11));
	broken.onLine('worker', served('AJ_two', 22));
	broken.onLine('api', served('AJ_two', 99));
	return { breakIt: (name: BrokenHere, room: string | null) => broken.breakIt(name, room), did, said };
}

it('kills the process of the agent that is in the room, and of no other', async () => {
	const { breakIt, did, said } = running(['human-v_1', 'agent-AJ_two']);
	expect(await breakIt('agent', 'r1')).toEqual({ outcome: 'killed' });
	expect(did).toEqual(['who r1', 'kill 22']);
	expect(said).toEqual(['Break it: agent: killed']);
});

it('kills nothing where there is no call, no agent, an agent of somebody else, or no answer', async () => {
	expect(await running([]).breakIt('agent', null)).toEqual({ outcome: 'no_agent' });
	expect(await running(['human-v_1']).breakIt('agent', 'r1')).toEqual({ outcome: 'no_agent' });
	expect(await running(['agent-AJ_else']).breakIt('agent', 'r1')).toEqual({ outcome: 'no_agent' });
	const silent = running(null);
	expect(await silent.breakIt('agent', 'r1')).toEqual({ outcome: 'unknown' });
	expect(silent.did).toEqual(['who r1']);
});

it('kills a part and has it started again, without waiting for that', async () => {
	const { breakIt, did } = running([], () => new Promise(() => {}));
	expect(await breakIt('worker', null)).toEqual({ outcome: 'killed' });
	expect(await breakIt('livekit', null)).toEqual({ outcome: 'killed' });
	expect(did).toEqual(['restart worker {"killed":true,"downMs":0}', 'restart livekit {"killed":true,"downMs":500}']);
});

it('says when a part does not come back', async () => {
	const death: Death = { part: 'worker', title: 'worker', how: 'exit code 1', ready: false, livedMs: 1, lastLines: [] };
	const { breakIt, said } = running([], () => Promise.reject(new PartDied(death)));
	await breakIt('worker', null);
	await new Promise((resolve) => setTimeout(resolve));
	expect(said).toContain('worker ended before it was ready: exit code 1.');
});
