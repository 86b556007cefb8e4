"""Who was where on which day, by hand: written from the documents before the program was asked.

Where the two differed, the documents and the rules were read again. A day, how surely, and the
state; of a possible answer every state that the documents leave open. A person's comment names the
paragraphs. What is held against these tables is in test_states_by_hand.py.
"""

AS_OF = {
    # 000/4.1-6, 001/2.2, 2.6-10: seven years, parole allowed and stopped, hunger strike.
    "abishev-kenzhebek": """
        2018-11-30  possible    unknown
        2018-12-15  possible    imprisoned unknown
        2019-06-01  certain     imprisoned
        2021-02-01  certain     imprisoned
        2021-02-15  certain     imprisoned
        2021-02-16  certain     imprisoned
        2021-02-17  certain     imprisoned
        2021-04-11  certain     imprisoned
        2021-04-12  certain     imprisoned
        2021-06-01  last_known  imprisoned
    """,
    # 001/11.2, 11.4, 11.9-10, 001/29.44-46: house arrest, 18 days in a clinic, house arrest.
    "otepova-aigul": """
        2020-09-10  possible    unknown
        2020-09-15  possible    detained house_arrest unknown
        2020-10-31  certain     house_arrest
        2020-11-30  certain     psychiatric_facility
        2020-12-10  certain     psychiatric_facility
        2020-12-11  certain     house_arrest
        2021-03-31  certain     house_arrest
        2021-05-01  last_known  house_arrest
    """,
    # 001/7.2-4: arrested about October 2020, one year of freedom limitation.
    "sabanshiev-erkin": """
        2020-06-30  possible    unknown
        2020-10-15  possible    detained unknown
        2021-01-15  certain     detained
        2021-04-06  certain     detained
        2021-04-07  certain     restricted
        2021-05-01  last_known  restricted
        2022-05-01  last_known  restricted
    """,
    # 000/1.5, 001/20.6, 20.10, 20.45: ten days from 10 February, out on a weekend.
    "kunbolatuly-baibolat": """
        2021-02-09  possible    unknown
        2021-02-10  certain     administrative_arrest
        2021-02-19  certain     administrative_arrest
        2021-02-20  certain     free
        2021-02-21  certain     free
        2021-03-16  certain     free
        2021-05-01  last_known  free
    """,
    # 001/3.2, 3.6-7, 3.10, 3.21-22: prison, camp, house arrest, home.
    "zeinolla-raqyzhan": """
        2003-06-01  possible    unknown
        2004-06-01  possible    imprisoned unknown
        2010-06-01  certain     imprisoned
        2016-12-31  certain     imprisoned
        2018-07-01  possible    imprisoned interned
        2019-03-01  certain     interned
        2019-10-01  possible    interned house_arrest
        2020-09-01  certain     house_arrest
        2021-03-31  certain     house_arrest
        2021-04-09  certain     free
        2021-06-01  last_known  free
    """,
    # 001/29.2-4, 29.9: suspended sentence of 2014, arrested at some time before the recognition of
    # 17 January 2021 (no document says when), conversion between that and 23 February.
    "navalny-aleksei": """
        2013-12-31  possible    unknown
        2018-01-01  possible    restricted detained
        2021-01-17  possible    detained imprisoned
        2021-02-01  possible    detained imprisoned
        2021-02-23  certain     imprisoned
        2021-06-01  last_known  imprisoned
    """,
    # 000/6.2, 6.8, 001/6.5-6: five years from 2016, out on 4 February 2021.
    "boqaev-maks": """
        2015-12-31  possible    unknown
        2016-07-01  possible    detained imprisoned unknown
        2017-01-01  certain     imprisoned
        2021-02-03  certain     imprisoned
        2021-02-04  certain     free
        2021-06-01  last_known  free
    """,
    # 001/6.5-6, 001/26.15-16: parole in April 2018, a day not told.
    "ayan-talghat": """
        2017-01-01  certain     imprisoned
        2018-03-31  certain     imprisoned
        2018-04-15  possible    imprisoned restricted
        2018-05-01  last_known  restricted
    """,
    # 001/5.1-3, 5.7: four years from November 2018.
    "abishev-aset": """
        2018-10-31  possible    unknown
        2018-11-15  possible    imprisoned unknown
        2018-12-01  certain     imprisoned
        2021-04-07  certain     imprisoned
        2021-04-08  certain     imprisoned
        2021-06-01  last_known  imprisoned
    """,
    # 001/1.2, 1.4: arrested in December 2020, on trial on 14 April.
    "eskhozhin-erbol": """
        2020-11-30  possible    unknown
        2020-12-15  possible    detained unknown
        2021-02-01  certain     detained
        2021-04-14  certain     detained
        2021-06-01  last_known  detained
    """,
    # 001/7.5: fifteen days from 7 April.
    "nusipaliev-aidyn": """
        2021-04-06  possible    unknown
        2021-04-07  certain     administrative_arrest
        2021-04-21  certain     administrative_arrest
        2021-04-22  last_known  free
    """,
    # 004/1.4: fifteen days from 6 January.
    "serikbaev-ghadilbek": """
        2021-01-05  possible    unknown
        2021-01-06  certain     administrative_arrest
        2021-01-20  certain     administrative_arrest
        2021-01-21  last_known  free
    """,
    # 004/1.9-10: detained on 4 January, seven days from 6 January.
    "temirghaziev-aitzhan": """
        2021-01-03  possible    unknown
        2021-01-04  certain     detained
        2021-01-05  certain     detained
        2021-01-06  certain     administrative_arrest
        2021-01-12  certain     administrative_arrest
        2021-01-13  last_known  free
    """,
    # 001/24.2, 24.4: charged at liberty, two years of freedom limitation.
    "qambarova-zhazira": """
        2021-03-01  possible    unknown
        2021-03-02  certain     restricted
        2021-06-01  last_known  restricted
    """,
    # 001/24.7: detained in September, one year of freedom limitation.
    "sultanbek-qairat": """
        2020-08-31  possible    unknown
        2020-09-15  possible    detained unknown
        2020-12-01  certain     detained
        2021-01-26  certain     restricted
        2021-06-01  last_known  restricted
    """,
    # 000/16.6-10, 16.34, 001/9.23, 9.29, 9.34: arrest, house arrest, fine, exile.
    "bilash-serikzhan": """
        2019-02-28  possible    unknown
        2019-03-15  possible    detained house_arrest unknown
        2019-06-01  possible    detained house_arrest
        2019-08-15  possible    detained house_arrest free
        2019-09-01  certain     free
        2020-12-01  certain     free
        2021-06-01  last_known  free
    """,
    # 003/2.22
    "ilyashev-alnur": """
        2020-04-16  possible    unknown
        2020-04-17  certain     detained
        2020-06-15  last_known  detained
    """,
    # 001/28.1-2, 28.5
    "atabek-aron": """
        2006-12-31  possible    unknown
        2013-06-01  certain     imprisoned
        2021-02-24  certain     imprisoned
        2021-06-01  last_known  imprisoned
    """,
    # 001/29.38
    "sevyarynets-paval": """
        2020-05-31  possible    unknown
        2020-06-15  possible    detained unknown
        2020-12-01  certain     detained
        2021-02-23  certain     detained
        2021-06-01  last_known  detained
    """,
    # 000/1.3
    "babam-qalypbek": """
        2018-12-31  possible    unknown
        2019-06-15  possible    detained unknown
        2021-02-22  certain     detained
        2021-06-01  last_known  detained
    """,
    # 002/1.18
    "sutubayev-asanali": """
        2020-12-20  possible    unknown
        2020-12-21  certain     psychiatric_facility
        2021-02-01  last_known  psychiatric_facility
    """,
    # 000/16.14
    "kusmankyzy-saltanat": """
        2019-12-31  possible    unknown
        2020-01-15  possible    imprisoned unknown
        2020-02-01  last_known  imprisoned
    """,
    # 001/20.36: by the embassy's message; what others heard of a camp leaves it standing.
    "kunbolatuly-baimurat": """
        2018-04-11  certain     imprisoned
        2019-01-01  certain     imprisoned
        2021-06-01  last_known  imprisoned
    """,
    # 000/14.1: ordered released, and no word that she was.
    "zakirova-sanavar": """
        2021-01-10  possible    imprisoned unknown
        2021-01-23  last_known  imprisoned
        2021-06-01  last_known  imprisoned
    """,
    # 001/29.16
    "nemtsov-boris": """
        2014-12-31  possible    unknown
        2015-06-15  possible    dead unknown
        2016-01-01  certain     dead
    """,
    # 001/29.65-68: released in late 2015, suspended sentences, out of the country in April 2016.
    "yunus-leyla": """
        2013-12-31  possible    unknown
        2014-07-01  possible    detained unknown
        2015-07-31  certain     detained
        2015-08-15  possible    detained imprisoned
        2015-09-15  certain     imprisoned
        2015-11-15  possible    imprisoned free restricted
        2016-02-01  possible    free restricted
        2016-06-01  last_known  free
    """,
    # 000/13.2-4, 13.9: convicted, no penalty told; at home after the attack.
    "aqan-qaisha": """
        2021-01-20  possible    unknown
        2021-01-23  last_known  free
        2021-06-01  last_known  free
    """,
    # 001/29.60, 29.62: no verdict is told.
    "hafeez-junaid": """
        2014-07-01  certain     detained
        2018-01-01  certain     detained
        2021-02-23  certain     detained
        2021-06-01  last_known  detained
    """,
    # 001/29.28, 29.30-31
    "sentsov-oleh": """
        2014-04-30  possible    unknown
        2014-05-15  possible    detained imprisoned unknown
        2016-01-01  possible    detained imprisoned
        2021-03-01  last_known  free
    """,
    # 001/29.71, 29.73
    "karamatov-alisher": """
        2005-12-31  possible    unknown
        2012-06-15  possible    detained imprisoned free
        2013-01-01  last_known  free
    """,
}

# A person, the day asked about, the day up to whose publications is known, and the answer.
KNOWN_ON = """
    abishev-kenzhebek     2021-02-16  2021-02-17  possible    unknown
    abishev-kenzhebek     2021-02-16  2021-02-18  certain     imprisoned
    abishev-kenzhebek     2021-03-15  2021-02-18  last_known  imprisoned
    abishev-kenzhebek     2021-03-15  2021-04-14  certain     imprisoned
    otepova-aigul         2020-12-05  2021-02-25  possible    unknown
    otepova-aigul         2020-12-05  2021-02-26  certain     psychiatric_facility
    otepova-aigul         2020-12-20  2021-02-26  last_known  free
    otepova-aigul         2020-12-20  2021-03-31  certain     house_arrest
    zeinolla-raqyzhan     2019-03-01  2021-04-13  possible    unknown
    zeinolla-raqyzhan     2019-03-01  2021-04-14  certain     interned
    kunbolatuly-baibolat  2021-02-15  2021-02-23  possible    unknown
    kunbolatuly-baibolat  2021-02-15  2021-02-24  certain     administrative_arrest
    kunbolatuly-baibolat  2021-03-16  2021-02-24  last_known  free
    kunbolatuly-baibolat  2021-03-16  2021-03-20  certain     free
    boqaev-maks           2020-01-01  2021-02-05  possible    unknown
    boqaev-maks           2020-01-01  2021-02-06  certain     imprisoned
    eskhozhin-erbol       2021-01-15  2021-04-15  possible    unknown
    eskhozhin-erbol       2021-01-15  2021-04-16  certain     detained
"""

# A person, a day, and whether a recognition stood at the end of it.
DESIGNATED = """
    navalny-aleksei    2021-01-16  no
    navalny-aleksei    2021-01-17  yes
    navalny-aleksei    2021-02-22  yes
    navalny-aleksei    2021-02-23  no
    navalny-aleksei    2021-06-01  no
    appasov-maqsut     2021-03-16  no
    appasov-maqsut     2021-03-17  yes
    appasov-maqsut     2021-06-01  yes
"""
