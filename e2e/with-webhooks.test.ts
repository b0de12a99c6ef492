import { describeFiveScenarios } from './five-scenarios.ts';

describeFiveScenarios({ webhooks: true, heard: false });
