import { describeCommit } from './contract/describe-commit.fixture.ts'
import { describeErasing } from './contract/describe-erasing.fixture.ts'
import { describeKeepingHouse } from './contract/describe-keeping-house.fixture.ts'
import { describeManyVisitors } from './contract/describe-many-visitors.fixture.ts'
import { describeOneVisitor } from './contract/describe-one-visitor.fixture.ts'
import { describeRetention } from './contract/describe-retention.fixture.ts'
import { describeSites } from './contract/describe-sites.fixture.ts'
import type { Engine } from './contract/engine.fixture.ts'

/** What every engine must do: the one contract of the storage port. */
export function describeStore(name: string, engine: Engine): void {
  describeSites(name, engine)
  describeCommit(name, engine)
  describeErasing(name, engine)
  describeOneVisitor(name, engine)
  describeManyVisitors(name, engine)
  describeKeepingHouse(name, engine)
  describeRetention(name, engine)
}
