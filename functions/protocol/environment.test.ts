import { describe, expect, it } from 'vitest';
import { EnvironmentError, readEnvironment } from './environment.ts';

const problemsOf = (env: Record<string, string>, needs: Parameters<typeof readEnvironment>[1]) => {
	try {
		readEnvironment(env, needs);
	} catch (error) {
		if (error instanceof EnvironmentError) return error.problems;
		throw error;
	}
	return [];
};

describe('the environment', () => {
	it('has defaults', () => {
		const read = readEnvironment({}, ['PORT', 'LIVEKIT_PORT', 'GRACE_SECONDS', 'AGENT_NAME', 'VOICE', 'WORKER_PORT']);
		expect(read).toEqual({
			PORT: 3000,
			LIVEKIT_PORT: 7880,
			GRACE_SECONDS: 60,
			AGENT_NAME: 'greenroom',
			VOICE: 'offline',
			WORKER_PORT: 8081,
		});
	});

	it('takes an empty value for an unset one', () => {
		expect(readEnvironment({ PORT: '' }, ['PORT'])).toEqual({ PORT: 3000 });
		expect(problemsOf({ STAGE: '' }, ['STAGE'])).toEqual(['STAGE is not set']);
	});

	it.each([
		['PORT', '70000'],
		['PORT', '3000x'],
		['GRACE_SECONDS', '0'],
		['GRACE_SECONDS', '1.5'],
		['LIVEKIT_URL', 'example.com'],
		['LIVEKIT_URL', 'ftp://example.com'],
		['LIVEKIT_API_SECRET', 'short'],
		['STAGE', 'Pr_1'],
		['VOICE', 'robot'],
		['OPS_TOKEN', 'x'],
		['WORKER_SLOTS', '0'],
		['NUM_CPUS', 'two'],
		['WORKER_RELEASE', 'v12'],
		['WORKER_METRICS', 'statsd'],
		['WORKER_POOL', 'a pool'],
		['ECS_AGENT_URI', '169.254.170.2'],
	] as const)('names %s=%j as wrong, without repeating the value', (name, value) => {
		const [problem, ...others] = problemsOf({ [name]: value }, [name]);
		expect(others).toEqual([]);
		expect(problem).toMatch(new RegExp(`^${name} must`));
		if (value.length > 3) expect(problem).not.toContain(value);
	});

	it('names all problems at once', () => {
		const problems = problemsOf({ PORT: '0' }, ['PORT', 'LIVEKIT_API_KEY', 'STAGE']);
		expect(problems.map((line) => line.split(' ')[0])).toEqual(['PORT', 'LIVEKIT_API_KEY', 'STAGE']);
	});
});
