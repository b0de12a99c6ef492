import { expect, test } from 'vitest';
import { testDeployment } from '../testing.ts';
import { judgeWorkers } from './workers.ts';

const deployment = testDeployment();
const worker = (agentName: string, state: 'accepting' | 'draining' = 'accepting') => ({
	...{ worker: `w_${agentName}`, agentName, state, active: 1, slots: 4, release: 0, cordoned: false, silentMs: 100 },
});
const judged = (...workers: ReturnType<typeof worker>[]) => judgeWorkers(deployment, { workers });

test('one that takes calls under the name of this stage is enough', () => {
	const well = judged(worker('greenroom-test'), worker('other-test'), worker('greenroom-test', 'draining'));
	expect(well).toMatchObject({
		verdict: 'ok',
		found: expect.stringContaining('1 worker of greenroom-test, with 1 call'),
	});
});

test.each([
	['none', [], 'no_worker'],
	['one that drains', [worker('greenroom-test', 'draining')], 'only_draining'],
	['one in another case', [worker('Greenroom-test')], 'other_case'],
	['one of another stage', [worker('greenroom-prod')], 'other_stage'],
	['one without a stage', [worker('greenroom')], 'no_stage'],
	['one without a name', [worker('')], 'no_name'],
	['one of another name', [worker('anna-test')], 'other_name'],
	['the nearest of several', [worker('anna-test'), worker('GREENROOM-test')], 'other_case'],
])('%s is a fault', (_, workers, outcome) => {
	expect(judged(...workers)).toMatchObject({ verdict: 'fault', outcome });
});

test('both names are shown, so that the letter that differs is seen', () => {
	expect(judged(worker('Greenroom-test')).found).toMatch(/greenroom-test.*Greenroom-test.*case/);
});
