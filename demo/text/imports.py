"""Spreadsheets as somebody exported them."""

WORKERS = """\
Email,Full name,Team,Role,Started on,Hours a week,Induction completed on,DBS checked on,Areas
maureen.tully@demo.example,Maureen Tully,Northmoor team,Support worker,04/03/2024,8,18/03/2024,12/02/2024,Aldery
ossie.grant@demo.example,Ossie Grant,Northmoor team,Support worker,02/09/2024,6,16/09/2024,05/08/2024,Northmoor
nobody,Somebody Unclear,Northmoor team,Support worker,02/09/2024,6,,,
"""
OTHER_WORKERS = """\
Email,Full name,Team,Role,Started on,Hours a week,Induction completed on,DBS checked on,Areas
peter.vance@demo.example,Peter Vance,Northmoor team,Support worker,03/04/2023,10,17/04/2023,06/03/2023,Fenwick Green
"""
PEOPLE = """\
Reference,Full name,Name to use,Date of birth,Area,Postcode,Telephone,Telephone is safe
D-101,Grainne Maguire,,14/02/1979,Northmoor,NM1 4KO,07700 900791,yes
D-102,Colette Brightwel,,{colette},Aldery,NM4 2CI,,
D-103,Wilfred Amoah,Wilf,31/02/1966,Castle Brook,NM3 1MV,07700 900792,no
"""
