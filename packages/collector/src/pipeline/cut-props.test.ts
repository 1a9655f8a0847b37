import { describe, expect, it } from 'vitest'
import { cutProps } from './cut-props.ts'

describe('the properties of an event', () => {
  it.each([
    [{ tel: 31612345678 }, { tel: '[phone]' }],
    [{ telefoon: 201234567 }, { telefoon: '[phone]' }],
    // 0612345678 as a number.
    [{ x: 612345678 }, { x: '[phone]' }],
    [{ x: 31612345678 }, { x: '[phone]' }],
    [{ klant: 111222333 }, { klant: '[bsn]' }],
    [{ phone: '612345678' }, { phone: '[phone]' }],
    [{ wachtwoord: 'geheim1' }, { wachtwoord: '[token]' }],
    [{ mail: 'jan＠example．nl' }, { mail: '[email]' }],
    [{ mail: 'van jan%2540example.nl' }, { mail: 'van [email]' }],
    [{ 'jan＠example．nl': 5 }, { '[email]': 5 }],
  ])('are cut: %j', (props, cut) => {
    expect(cutProps(props)).toEqual(cut)
  })

  it.each([
    { percent: 50, price: 129.95, isNew: true, zero: 0, negative: -612345678 },
    { at: 1_763_726_400_000, seconds: 1_763_726_400, share: 0.612345678 },
    { orderId: 612_345_678, artikelnummer: 111_222_333, sku: '612345678' },
    { colour: 'rood', size: '12', title: '５０％ korting' },
    { large: 1e21, small: 1e-7 },
  ])('stay as they are: %j', (props) => {
    expect(cutProps(props)).toEqual(props)
  })
})
